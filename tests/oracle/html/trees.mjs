// trees.mjs - HTML as a tree, and which differences between two trees are
// meant to be.
//
// Each row of `intended` removes one difference from a tree; it is counted for
// a document only if the two trees are not equal without it.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installed } from '../installed.mjs';

const { parseFragment } = await import(
  pathToFileURL(path.resolve(installed('parse5/dist/index.js')))
);

const isText = (node) => typeof node === 'string';

/** A node is a string or {tag, attrs, children}. */
function simplify(node) {
  if (node.nodeName === '#text') return node.value;
  if (node.nodeName === '#comment')
    return { tag: '!', attrs: {}, children: [node.data.trim()] };
  return {
    tag: node.tagName ?? '',
    attrs: Object.fromEntries(
      (node.attrs ?? []).map(({ name, value }) => [name, value]),
    ),
    children: (node.content ?? node).childNodes?.map(simplify) ?? [],
  };
}

export const parse = (html) => simplify(parseFragment(html));

/** Maps every element from the leaves up; change() returns a list of nodes. */
function mapTree(node, change) {
  if (isText(node)) return [node];
  const children = node.children.flatMap((child) => mapTree(child, change));
  return change({ ...node, children });
}

const mapped = (tree, change) =>
  mapTree(tree, (node) => (node.tag === '' ? [node] : change(node)))[0];

const blocks = new Set(
  'address article aside blockquote body br center details dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr iframe li main nav ol p pre script section style summary table tbody td tfoot th thead tr ul video ! '.split(
    ' ',
  ),
);

const isBlock = (node) =>
  node === undefined || (!isText(node) && blocks.has(node.tag));

/** Space that no reader sees is not compared: a browser shows one space for
 * many, and none at the edge of a block. */
function withoutSpace(node) {
  if (isText(node)) return node;
  if (['pre', 'script', 'style', 'textarea'].includes(node.tag)) return node;
  const merged = [];
  for (const child of node.children.map(withoutSpace)) {
    if (isText(child) && isText(merged.at(-1)))
      merged[merged.length - 1] += child;
    else merged.push(child);
  }
  const children = merged
    .map((child, i) => {
      if (!isText(child)) return child;
      let text = child.replace(/[ \t\r\n]+/g, ' ');
      if (isBlock(merged[i - 1])) text = text.trimStart();
      if (isBlock(merged[i + 1])) text = text.trimEnd();
      return text;
    })
    .filter((child) => child !== '');
  return { ...node, children };
}

export function canonical(tree) {
  const sorted = mapped(tree, (node) => [
    {
      ...node,
      attrs: Object.fromEntries(
        Object.entries(node.attrs)
          .map(([name, value]) => [
            name,
            /^(href|src)$/.test(name)
              ? decode(value)
              : value.trim().replace(/\s+/g, ' '),
          ])
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    },
  ]);
  return JSON.stringify(withoutSpace(sorted));
}

function decode(url) {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

const without =
  (...names) =>
  (node) => [
    {
      ...node,
      attrs: Object.fromEntries(
        Object.entries(node.attrs).filter(([name]) => !names.includes(name)),
      ),
    },
  ];

const classesOf = (node) => (node.attrs.class ?? '').split(/\s+/);
const isHeading = (node) => /^h[1-6]$/.test(node.tag);

const isEmpty = (node) =>
  isText(node) ? node.trim() === '' : node.tag === '!';

/** name, why, and the change of a tree. */
export const intended = [
  {
    name: 'comments',
    why: 'left out unless markdown.comments is keep',
    change: (tree) =>
      mapped(tree, (node) =>
        node.tag === '!' || (node.tag === 'p' && node.children.every(isEmpty))
          ? []
          : [node],
      ),
  },
  {
    name: 'paragraphs of items',
    why: 'a list is tight or loose as a whole, as CommonMark says',
    only: 'kramdown',
    change: (tree) =>
      mapped(tree, (node) =>
        node.tag === 'li'
          ? [
              {
                ...node,
                children: node.children.flatMap((child) =>
                  child.tag === 'p' ? ['\n', ...child.children, '\n'] : [child],
                ),
              },
            ]
          : [node],
      ),
  },
  {
    name: 'line breaks between blocks',
    why: 'HTML goes on to a blank line, and a comment ends a paragraph, as CommonMark says',
    only: 'kramdown',
    change: (tree) =>
      mapTree(tree, (node) => {
        const shown = node.children.filter((child) => !isEmpty(child));
        const children = node.children.filter((child) => {
          const i = shown.indexOf(child);
          const isEdge = isBlock(shown[i - 1]) || isBlock(shown[i + 1]);
          return child.tag !== 'br' || !isEdge;
        });
        return node.tag === 'p' && children.every(isEmpty)
          ? []
          : [{ ...node, children }];
      })[0],
  },
  {
    name: 'math',
    why: 'left whole for KaTeX, with the backslashes',
    change: (tree) => {
      const change = (node) =>
        isText(node)
          ? node.replace(/\\([()[\]])/g, '$1')
          : { ...node, children: node.children.map(change) };
      return change(tree);
    },
  },
  {
    name: 'blank lines in code',
    why: 'without the spaces that nobody sees',
    only: 'kramdown',
    change: (tree) =>
      mapped(tree, (node) =>
        node.tag === 'code' && node.children.every(isText)
          ? [
              {
                ...node,
                children: [node.children.join('').replace(/^[ \t]+$/gm, '')],
              },
            ]
          : [node],
      ),
  },
  {
    name: 'closing tags of empty elements',
    why: '</img> is no text',
    only: 'kramdown',
    change: (tree) => {
      const change = (node) =>
        isText(node)
          ? node.replaceAll('</img>', '')
          : { ...node, children: node.children.map(change) };
      return change(tree);
    },
  },
  {
    name: 'numbers of lists',
    why: 'a list begins with the number that is written',
    only: 'kramdown',
    change: (tree) =>
      mapped(tree, (node) =>
        node.tag === 'ol' ? without('start')(node) : [node],
      ),
  },
  {
    name: 'footnotes',
    why: 'one form for all sites, as GitHub has it',
    change: (tree) =>
      mapped(tree, (node) => {
        if (
          classesOf(node).includes('footnotes') ||
          node.attrs['data-footnotes'] !== undefined
        )
          return [];
        const isMark =
          node.tag === 'sup' &&
          JSON.stringify(node).match(/"href":"#(user-content-)?fn/);
        return isMark ? [{ tag: 'sup', attrs: {}, children: [] }] : [node];
      }),
  },
  {
    name: 'alerts',
    why: 'boxes everywhere, though the generator needs a hook for them',
    change: (tree) =>
      mapped(tree, (node) => {
        if (classesOf(node).includes('markdown-alert'))
          return [
            { tag: 'blockquote', attrs: {}, children: node.children.slice(0) },
          ];
        return [node];
      }),
  },
  {
    name: 'alignment of cells',
    why: 'align="right" instead of style: a policy for content may forbid it',
    change: (tree) =>
      mapped(tree, (node) => {
        if (node.tag !== 'td' && node.tag !== 'th') return [node];
        const style = (node.attrs.style ?? '').match(
          /^text-align: ?(left|right|center);?$/,
        );
        const { style: _, ...attrs } = node.attrs;
        return style
          ? [{ ...node, attrs: { ...attrs, align: style[1] } }]
          : [node];
      }),
  },
  {
    name: 'ids of headings',
    why: 'Eleventy makes none, and `toc` needs them',
    only: 'markdown-it',
    change: (tree) =>
      mapped(tree, (node) => (isHeading(node) ? without('id')(node) : [node])),
  },
  {
    name: 'strikethrough',
    why: '<del> everywhere, as GitHub has it',
    only: 'markdown-it',
    change: (tree) =>
      mapped(tree, (node) =>
        node.tag === 's' ? [{ ...node, tag: 'del' }] : [node],
      ),
  },
  {
    name: 'ids of headings with marks',
    why: 'of their text, as Hugo makes them since 0.144, not of the source',
    only: 'hugo',
    change: (tree) =>
      mapped(tree, (node) =>
        isHeading(node) && node.children.some((child) => !isText(child))
          ? without('id')(node)
          : [node],
      ),
  },
  {
    name: 'ends of bare links',
    why: 'as GitHub ends them; package@1.2.3 is no address',
    only: 'hugo',
    change: (tree) =>
      mapped(tree, (node) => {
        const text = node.children.join('');
        const isBare = ['', 'mailto:', 'http://'].some(
          (start) => node.attrs.href === start + text,
        );
        return node.tag === 'a' && isBare ? node.children : [node];
      }),
  },
  {
    name: 'ids of headings without words',
    why: '"section" instead of nothing',
    change: (tree) =>
      mapped(tree, (node) =>
        isHeading(node) && /^(section|heading)?(-\d+)?$/.test(node.attrs.id)
          ? without('id')(node)
          : [node],
      ),
  },
  {
    name: 'data-meta',
    why: 'what follows the language of code is kept for front ends',
    change: (tree) => mapped(tree, without('data-meta', 'data-lang')),
  },
  {
    name: 'classes of task lists',
    why: 'those of GitHub differ from page to page',
    change: (tree) =>
      mapped(tree, (node) =>
        /task-list/.test(node.attrs.class ?? '') ? without('class')(node) : [node],
      ),
  },
];
