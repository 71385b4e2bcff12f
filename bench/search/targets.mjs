// targets.mjs DIR - queries that the posts of posts.mjs answer, a line each:
// one word, two words and a phrase of titles, from 60 posts evenly taken.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const POSTS = 60;
const folder = join(process.argv[2], 'posts');
const names = readdirSync(folder).sort();
for (let i = 0; i < POSTS; i++) {
  const name = names[Math.floor(((i + 0.5) * names.length) / POSTS)];
  const [first, second] = /^title: (.*)$/m
    .exec(readFileSync(join(folder, name), 'utf8'))[1]
    .split(' ');
  for (const [kind, text] of [
    ['one', first],
    ['two', `${first} ${second}`],
    ['phrase', `"${first} ${second}"`],
  ])
    console.log(`${kind}\t/posts?q=${encodeURIComponent(text)}`);
}
