// diagnostics.js - what is wrong with the content, as it is while it is being
// written.
import { ask } from './api.js';
import { add, announce, fill, h, showCount } from './dom.js';
import { problemView } from './parts.js';

const keyOfFinding = (each) =>
  [each.code, each.path, each.line, each.column, each.message].join('\n');

/** The findings, kept up to date by poll(). */
export const diagnostics = { answer: null, etag: null, changed: null };

/** Asks again; returns whether anything has changed. */
export async function pollDiagnostics(signal) {
  const { etag } = diagnostics;
  const answer = await ask('/_diagnostics', { signal, etag });
  if (answer.status === 304 || answer.status === 0) return false;
  const isFirst = diagnostics.answer === null;
  const before = new Set(
    (diagnostics.answer?.json?.data ?? []).map(keyOfFinding),
  );
  diagnostics.answer = answer;
  diagnostics.etag = answer.headers.get('etag');
  const found = answer.json?.data ?? [];
  diagnostics.changed = new Set(
    isFirst ? [] : found.map(keyOfFinding).filter((key) => !before.has(key)),
  );
  if (!isFirst && answer.ok)
    announce(`Content has changed: ${summaryOf(answer)}`);
  return true;
}

export function forgetDiagnostics() {
  Object.assign(diagnostics, { answer: null, etag: null, changed: null });
}

export function summaryOf({ json }) {
  const { errors = 0, warnings = 0, notices = 0 } = json?.meta ?? {};
  if (errors + warnings + notices === 0) return 'nothing is wrong';
  return [
    errors > 0 && showCount(errors, 'error'),
    warnings > 0 && showCount(warnings, 'warning'),
    notices > 0 && showCount(notices, 'notice'),
  ]
    .filter(Boolean)
    .join(', ');
}

function finding(each) {
  const isNew = diagnostics.changed?.has(keyOfFinding(each));
  const place = [each.line, each.column]
    .filter((number) => number !== null)
    .join(':');
  return h(
    'li',
    {
      class: isNew
        ? `finding new is-${each.severity}`
        : `finding is-${each.severity}`,
    },
    h(
      'div',
      { class: 'line' },
      h('span', { class: `badge is-${each.severity}` }, each.severity),
      place && h('span', { class: 'mono' }, `line ${place}`),
      h('code', { class: 'muted' }, each.code),
    ),
    h('p', null, each.message),
    each.hint &&
      h(
        'p',
        { class: 'hint' },
        h('span', { class: 'muted' }, 'Fix: '),
        each.hint,
      ),
    each.more > 0 &&
      h(
        'p',
        { class: 'muted' },
        `and ${showCount(each.more, 'more like it', 'more like it')}`,
      ),
  );
}

export function showDiagnostics(panel, context) {
  const { answer } = diagnostics;
  if (answer === null || !answer.ok) {
    fill(
      panel,
      answer === null
        ? h('p', { class: 'muted' }, 'Asking …')
        : problemView(answer, context),
    );
    return;
  }
  const byPath = Map.groupBy
    ? Map.groupBy(answer.json.data, ({ path }) => path)
    : answer.json.data.reduce(
        (map, each) =>
          map.set(each.path, [...(map.get(each.path) ?? []), each]),
        new Map(),
      );
  fill(
    panel,
    h(
      'p',
      { class: 'summary' },
      h('strong', null, summaryOf(answer)),
      ` in ${showCount(answer.json.meta.documents, 'document')}. `,
      h('span', { class: 'muted' }, 'Kept up to date while this page is open.'),
    ),
  );
  for (const [path, list] of byPath)
    add(panel, [
      h(
        'section',
        { class: 'file' },
        h('h2', null, h('code', null, path)),
        h('ol', { class: 'findings' }, list.map(finding)),
      ),
    ]);
}
