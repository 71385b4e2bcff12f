// posts.mjs COUNT BYTES DIR - a site whose words are as frequent as in English.
//
//     DIR/posts/post-00042.md    about BYTES of paragraphs and sections
//
// The words of bench/posts.c are all different, which no index of words is made
// for. Here they are drawn from a vocabulary in which the n-th word is about
// 1/n as frequent as the first (Zipf's law), 60,000 stems with the endings that
// English has; every site of the same size is the same, byte by byte.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [count, bytes, folder] = [
  Number(process.argv[2]),
  Number(process.argv[3]),
  process.argv[4],
];
if (!folder) {
  console.error('usage: posts.mjs COUNT BYTES DIR');
  process.exit(2);
}

const STEMS = 60_000;
const ENDINGS = ['', '', '', '', 's', 's', 'ed', 'ing', 'er', 'ly'];
const ONSETS =
  'b c d f g h k l m n p r s t v w br ch cr gr pr sh st th tr'.split(' ');
const VOWELS = 'a e i o u'.split(' ');
const CODAS = 'd k l m n p r s t nd ng st'.split(' ');

// mulberry32: Tommy Ettinger, 2017, in the public domain.
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

// Frequent words are short.
export function makeStems() {
  const draw = random(1);
  const pick = (list) => list[Math.floor(draw() * list.length)];
  const stems = new Set();
  while (stems.size < STEMS) {
    const syllables =
      1 + Math.floor(Math.log10(stems.size + 1) / 2.2 + draw() * 0.6);
    let stem = '';
    for (let i = 0; i < syllables; i++)
      stem +=
        pick(ONSETS) + pick(VOWELS) + (i + 1 === syllables ? pick(CODAS) : '');
    stems.add(stem);
  }
  return [...stems];
}

const stems = makeStems();
// Where each stem ends on a line from 0 to 1, by 1/(n + 2.7).
const ends = new Float64Array(STEMS);
let sum = 0;
for (let i = 0; i < STEMS; i++) ends[i] = sum += 1 / (i + 2.7);
for (let i = 0; i < STEMS; i++) ends[i] /= sum;

function rankOf(x) {
  let low = 0;
  let high = STEMS - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

function makeWriter(seed) {
  const draw = random(seed);
  const word = (from = 0) => {
    let rank;
    do rank = rankOf(draw());
    while (rank < from);
    const ending =
      rank < 200 ? '' : ENDINGS[Math.floor(draw() * ENDINGS.length)];
    return stems[rank] + ending;
  };
  const capital = (text) => text[0].toUpperCase() + text.slice(1);
  const sentence = () => {
    const words = Array.from({ length: 6 + Math.floor(draw() * 16) }, () =>
      word(),
    );
    return `${capital(words.join(' '))}.`;
  };
  const heading = () =>
    capital(
      Array.from({ length: 3 + Math.floor(draw() * 4) }, (_, i) =>
        word(i % 2 ? 0 : 150),
      ).join(' '),
    );
  const tag = () => stems[200 + Math.floor(draw() * 300)];
  return { draw, word, sentence, heading, tag };
}

mkdirSync(join(folder, 'posts'), { recursive: true });
for (let i = 0; i < count; i++) {
  const write = makeWriter(i + 2);
  const day = new Date(Date.UTC(2026, 0, 1) - i * 3_600_000).toISOString();
  let text = `---\ntitle: ${write.heading()}\ndate: ${day.slice(0, 10)}\nlang: en\ntags: [${write.tag()}, ${write.tag()}]\n---\n`;
  while (text.length < bytes) {
    if (write.draw() < 0.2) text += `## ${write.heading()}\n\n`;
    const sentences = 2 + Math.floor(write.draw() * 5);
    text += `${Array.from({ length: sentences }, write.sentence).join(' ')}\n\n`;
  }
  writeFileSync(
    join(folder, 'posts', `post-${String(i).padStart(5, '0')}.md`),
    text,
  );
}
