// wording.mjs - answers without the sentences that are meant for people, so
// that two programs can be compared that word them differently.
//
// Blanked are only the members that hold such sentences, and only in answers
// that have them; with them the ETag and the length, which follow from them.

const blankMembers = (text, names) =>
  text.replace(
    new RegExp(`("(?:${names})":\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'g'),
    '$1""',
  );

const blankFollowing = (text) =>
  text.replace(/^(ETag|Content-Length): .*$/gm, '$1: (follows)');

/** What `check` prints for people: places, severities and codes are kept. */
function blankReport(text) {
  const [exit] = text.split('\n', 1);
  const found = text.matchAll(
    /^(?:(\S.*?:\d*:?\d*:?) (error|warning): .* \[([a-z-]+)\]|::(\w+) (.*?)::.*)$/gm,
  );
  return [exit, ...[...found].map((match) => match.slice(1).join(' '))].join(
    '\n',
  );
}

function blankCommand([name, , format], text) {
  if (name === 'check' && format === 'json')
    return blankMembers(text, 'message|hint');
  if (name === 'check') return blankReport(text);
  if (name === 'get') return blankAnswer('', text);
  return text.split('\n', 1)[0];
}

function blankAnswer(target, text) {
  if (/\/openapi\.yaml/.test(target)) return text.split('\n', 1)[0];
  if (/\/openapi\.json/.test(target))
    return blankFollowing(blankMembers(text, 'description|summary|explanation'));
  if (/\/_problems/.test(target))
    return blankFollowing(blankMembers(text, 'title|explanation|detail'));
  if (/\/_diagnostics/.test(target) && /^200/.test(text))
    return blankFollowing(blankMembers(text, 'message|hint'));
  if (
    /^Content-Type: application\/problem\+json/m.test(text) ||
    /^exit 22/.test(text)
  )
    return blankFollowing(blankMembers(text, 'title|detail|message|hint'));
  const blanked = text.replace(
    /"warnings":\s*\[(?:[^"\]]|"(?:[^"\\]|\\.)*")*\]/g,
    (warnings) => blankMembers(warnings, 'detail|hint'),
  );
  // The ETag covers the warnings even where `envelope=false` hides them.
  const hasWarnings = blanked !== text || /^X-Warnings: /m.test(text);
  return hasWarnings ? blankFollowing(blanked) : text;
}

/** The answer to `asked` without its wording. */
export function withoutWording(asked, text) {
  if (asked.log) return '';
  if (asked.command) return blankCommand(asked.command, text);
  return blankAnswer(asked.target, text);
}
