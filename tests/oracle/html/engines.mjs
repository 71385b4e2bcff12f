// engines.mjs - the programs that make HTML of Markdown for sites, as those
// sites run them with their settings as they come, and the tree from which
// headmatter makes the same.
//
// Highlighting of code is off: which library colors it is another question.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installed } from '../installed.mjs';

const require = createRequire(
  path.resolve(installed('package.json')),
);

async function load(name) {
  const folder = path.resolve(installed(name));
  const { exports, main, module } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const found = [exports?.['.'] ?? exports]
    .flat()
    .map((entry) =>
      typeof entry === 'string'
        ? entry
        : entry?.import?.default ?? entry?.import ?? entry?.default,
    )[0];
  return import(
    pathToFileURL(path.join(folder, found ?? module ?? main ?? 'index.js'))
  );
}

function inFolder(files, work) {
  const dir = mkdtempSync(path.join(tmpdir(), 'headmatter-html-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
      writeFileSync(path.join(dir, name), text);
    }
    return work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const nameOf = (index) => `d${String(index).padStart(4, '0')}`;

// As lib/jekyll/configuration.rb and kramdown_parser.rb set it up.
const kramdownProgram = `
require 'json'
require 'kramdown'
require 'kramdown-parser-gfm'
options = { input: 'GFM', hard_wrap: false, footnote_nr: 1,
            toc_levels: (1..6).to_a, syntax_highlighter: nil }
puts JSON.generate(JSON.parse($stdin.read).map { |body|
  Kramdown::Document.new(body, options).to_html
})
`;

function kramdown(bodies) {
  return JSON.parse(
    execFileSync('ruby', ['-e', kramdownProgram], {
      input: JSON.stringify(bodies),
      maxBuffer: 2 ** 30,
    }),
  );
}

const hugoSettings = `title: x
disableKinds: [RSS, sitemap, taxonomy, term, home, section]
markup:
  highlight: {codeFences: false}
  goldmark: {renderer: {unsafe: true}}
`;

function hugo(bodies) {
  const files = {
    'hugo.yaml': hugoSettings,
    'layouts/_default/single.html': '{{ .Content }}',
  };
  bodies.forEach((body, i) => {
    files[`content/${nameOf(i)}.md`] = `---\ntitle: x\n---\n${body}`;
  });
  return inFolder(files, (dir) => {
    execFileSync('hugo', ['--quiet'], { cwd: dir, stdio: 'ignore' });
    return bodies.map((_, i) =>
      readFileSync(path.join(dir, `public/${nameOf(i)}/index.html`), 'utf8'),
    );
  });
}

async function astro(bodies) {
  const { createMarkdownProcessor } = await load('@astrojs/markdown-remark');
  const processor = await createMarkdownProcessor({ syntaxHighlight: false });
  const rendered = [];
  for (const body of bodies) rendered.push((await processor.render(body)).code);
  return rendered;
}

async function remark(bodies) {
  const { unified } = await load('unified');
  const names = ['remark-parse', 'remark-gfm', 'remark-rehype', 'rehype-raw', 'rehype-slug', 'rehype-stringify'];
  const [parse, gfm, toRehype, raw, slug, stringify] = (
    await Promise.all(names.map(load))
  ).map((module) => module.default);
  const processor = unified()
    .use(parse)
    .use(gfm)
    .use(toRehype, { allowDangerousHtml: true })
    .use(raw)
    .use(slug)
    .use(stringify);
  return Promise.all(
    bodies.map(async (body) => String(await processor.process(body))),
  );
}

function markdownIt(bodies) {
  const md = require('markdown-it')({ html: true }).disable('code');
  return bodies.map((body) => md.render(body));
}

/** Each engine: the corpus that it is asked about, how many of its documents,
 * and where headmatter finds the same bodies. */
export const engines = [
  {
    name: 'kramdown',
    corpora: ['funktionale-de'],
    render: kramdown,
    settings: { '_config.yml': 'title: x\n' },
    file: (name) => `_posts/2024-01-01-${name}.md`,
  },
  {
    name: 'hugo',
    corpora: ['nodejs-blog', 'cassidoo-astro'], // none of them is Hugo's
    render: hugo,
    settings: { 'hugo.yaml': 'title: x\n' },
    file: (name) => `content/posts/${name}.md`,
  },
  {
    name: 'astro',
    corpora: ['cassidoo-astro', 'nuxt-content-blog'],
    render: astro,
    settings: { 'astro.config.mjs': '' },
    file: (name) => `src/content/posts/${name}.md`,
  },
  {
    name: 'remark',
    corpora: ['nodejs-blog'],
    render: remark,
    settings: { 'next.config.js': '' },
    file: (name) => `content/posts/${name}.md`,
  },
  {
    name: 'markdown-it',
    corpora: ['cassidoo-astro', 'personalweb', 'content-ops-starter', 'oswin-losper-blog', 'auto-annotated-portfolio', 'nodejs-blog'], // none is Eleventy's
    render: markdownIt,
    settings: { 'eleventy.config.js': 'export default {};\n' },
    file: (name) => `posts/${name}.md`,
  },
];

/** What headmatter makes of the bodies in that tree. */
export function headmatter(binary, engine, bodies) {
  const files = {
    ...engine.settings,
    'headmatter.yaml': 'markdown:\n  comments: keep\n',
  };
  bodies.forEach((body, i) => {
    files[engine.file(nameOf(i))] = `---\ntitle: x\n---\n${body}`;
  });
  return inFolder(files, (dir) => {
    const lines = execFileSync(
      binary,
      ['get', '/posts.ndjson?fields=slug,html', dir],
      { encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const items = lines.trim().split('\n').map((line) => JSON.parse(line));
    const bySlug = new Map(items.map((item) => [item.slug, item.html]));
    return bodies.map((_, i) => bySlug.get(nameOf(i)));
  });
}
