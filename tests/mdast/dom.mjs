// dom.mjs - HTML as a tree that can be compared.
//
// Spaces between blocks are left out, and so is what unified's own markup of
// footnotes and of items with a box has beyond ours: other ids, a heading that
// is only read aloud, classes.
import { parseFragment, serialize } from 'parse5';

const inline = new Set(
  `a abbr b bdi bdo br button cite code data del dfn em font i img input ins kbd
  label mark math meter object output picture progress q ruby s samp script
  select slot small span strike strong sub sup svg template textarea time tt u
  var video audio wbr iframe canvas`.split(/\s+/),
);

const isText = (node) => node?.nodeName === '#text';
const isBlock = (node) =>
  node !== undefined && !isText(node) && !inline.has(node.nodeName);
const attribute = (node, name) =>
  node.attrs?.find((one) => one.name === name)?.value;
const has = (node, name) => attribute(node, name) !== undefined;
const isBox = (node) =>
  node.nodeName === 'input' && attribute(node, 'type') === 'checkbox';

function findBox(item) {
  const first = item.childNodes.find(
    (node) => !isText(node) || node.value.trim() !== '',
  );
  if (first === undefined) return null;
  if (isBox(first) && has(first, 'disabled')) return [item, first];
  return first.nodeName === 'p' ? findBox(first) : null;
}

/** The box of an item becomes an attribute of it. */
function takeBox(item) {
  const [parent, box] = findBox(item) ?? [];
  if (box === undefined) return;
  item.attrs.push({
    name: 'box',
    value: has(box, 'checked') ? 'checked' : 'empty',
  });
  const at = parent.childNodes.indexOf(box);
  parent.childNodes.splice(at, 1);
  const next = parent.childNodes[at];
  if (isText(next)) next.value = next.value.replace(/^\s+/, '');
}

const added = new Set([
  'contains-task-list',
  'task-list-item',
  'footnote-ref',
  'footnotes',
  'sr-only',
]);

function dropClasses(node) {
  const written = attribute(node, 'class');
  if (written === undefined) return;
  const kept = written.split(/\s+/).filter((name) => !added.has(name));
  node.attrs = node.attrs.filter(({ name }) => name !== 'class');
  if (kept.length > 0)
    node.attrs.push({ name: 'class', value: kept.join(' ') });
}

function settleFootnotes(node) {
  if (has(node, 'data-footnote-ref'))
    node.attrs = [{ name: 'data-footnote-ref', value: '' }];
  if (!has(node, 'data-footnotes')) return;
  node.childNodes = node.childNodes.filter(({ nodeName }) => nodeName !== 'h2');
  const list = node.childNodes.find(({ nodeName }) => nodeName === 'ol');
  for (const item of list?.childNodes ?? [])
    item.attrs = item.attrs?.filter(
      ({ name }) => name !== 'id' && name !== 'value',
    );
}

function trimBlock(node) {
  const children = node.childNodes;
  node.childNodes = children.filter((child, at) => {
    if (!isText(child)) return true;
    let value = child.value.replace(/[ \t\n\r\f]+/g, ' ');
    const [before, after] = [children[at - 1], children[at + 1]];
    if (before === undefined ? isBlock(node) : isBlock(before))
      value = value.replace(/^ /, '');
    if (after === undefined ? isBlock(node) : isBlock(after))
      value = value.replace(/ $/, '');
    if (before?.nodeName === 'br') value = value.replace(/^ /, '');
    child.value = value;
    return value !== '';
  });
}

function settle(node, isPre = false) {
  const keeps =
    isPre || ['pre', 'textarea', 'script', 'style'].includes(node.nodeName);
  node.attrs?.sort((a, b) => (a.name < b.name ? -1 : 1));
  if (node.nodeName === 'li') takeBox(node);
  if (node.attrs !== undefined) {
    settleFootnotes(node);
    dropClasses(node);
  }
  const content = node.nodeName === 'template' ? node.content : node;
  if (content.childNodes === undefined) return;
  content.childNodes = content.childNodes.filter(
    (child) => child.attrs === undefined || !has(child, 'data-footnote-backref'),
  );
  for (const child of content.childNodes) settle(child, keeps);
  if (!keeps) trimBlock(content);
  content.childNodes = content.childNodes.filter(
    (child) =>
      node.nodeName !== 'li' ||
      child.nodeName !== 'p' ||
      child.childNodes.length > 0,
  );
}

/** The HTML in the one form that equal trees have. */
export function canonical(source) {
  const tree = parseFragment(source);
  settle(tree);
  return serialize(tree);
}

