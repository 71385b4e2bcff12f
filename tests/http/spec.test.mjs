// spec.test.mjs - every example of the CommonMark specification, as a document
// of a site. Nothing but the ids of headings may differ from what it says.
//
// cmark-gfm follows an older edition and adds to it on purpose, so these tests
// are for the other engine; its extensions have unit tests.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import spec from 'commonmark-spec';
import { writeSite } from './server.mjs';
import { run } from './support.mjs';

// The examples are those of 0.30. Where a later edition wants something else,
// that is right too, since the engine may be newer than the examples.
const changedLater = {
  // 0.31: a comment may hold "--" and end with more than two hyphens, and
  // "<!-->" is one.
  625: '<p>foo <!-- not a comment -- two hyphens --></p>\n',
  626: '<p>foo <!--> foo --&gt;</p>\n<p>foo <!-- foo---></p>\n',
};

const { stdout: version } = await run(['--version']);
const skip = version.includes('cmark-gfm') && 'made with cmark-gfm';

// The specification shows tabs as arrows.
const withTabs = (text) => text.replaceAll('\u2192', '\t');
const examples = spec.tests.map(({ number, section, markdown, html }) => ({
  number,
  section,
  markdown: withTabs(markdown),
  html: withTabs(html),
}));
const fileOf = ({ number }) => `content/posts/${number}.md`;
const withoutIds = (html) => html.replace(/<(h[1-6]) id="[^"]*">/g, '<$1>');

describe('the CommonMark specification', { skip }, () => {
  let site;
  let shown;

  before(async () => {
    // Front matter in each, since some examples begin with a line of dashes.
    const files = examples.map((e) => [fileOf(e), `---\n---\n${e.markdown}`]);
    site = await writeSite(Object.fromEntries(files));
    const target = '/_all?fields=path,html&limit=1000';
    const { stdout } = await run(['get', target, site.dir]);
    const { data } = JSON.parse(stdout);
    shown = new Map(data.map(({ path, html }) => [path, html]));
  });

  after(() => site?.remove());

  test('has 652 examples', () => assert.equal(shown.size, 652));

  const sections = [...new Set(examples.map(({ section }) => section))];
  for (const section of sections) {
    test(section, () => {
      for (const example of examples.filter((e) => e.section === section)) {
        const html = withoutIds(shown.get(fileOf(example)));
        if (html === changedLater[example.number]) continue;
        assert.equal(html, example.html, `example ${example.number}`);
      }
    });
  }
});
