// dates.test.mjs - dates as the languages of the world write them.
//
// Node writes them: its names of months and weekdays are those of Unicode's
// CLDR, and its forms are those that people see on the web.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { post, site } from './site.mjs';
import { check } from './support.mjs';

// Croatian is not among them: its "listopad" is October, that of Czech and
// Polish is November.
const languages = [
  ...['bg', 'ca', 'cs', 'da', 'de', 'el', 'en', 'en-GB', 'es', 'et', 'fi'],
  ...['fr', 'gl', 'hu', 'id', 'it', 'ja', 'ko', 'nb', 'nl', 'pl', 'pt', 'ro'],
  ...['ru', 'sk', 'sl', 'sv', 'tr', 'uk', 'zh', 'zh-TW'],
];
// Weekdays come after the date there.
const withoutWeekday = new Set(['hu', 'tr']);

const written = new Map();
for (const language of languages)
  for (const dateStyle of ['full', 'long', 'medium']) {
    if (dateStyle === 'full' && withoutWeekday.has(language)) continue;
    const form = new Intl.DateTimeFormat(language, {
      dateStyle,
      timeZone: 'UTC',
    });
    for (let month = 0; month < 12; month++)
      for (const day of [1, 13, 28]) {
        const date = new Date(Date.UTC(2024, month, day));
        written.set(form.format(date), date.toISOString().slice(0, 10));
      }
  }
const files = Object.fromEntries(
  [...written.keys()].map((text, i) => [
    `posts/${String(i).padStart(4, '0')}.md`,
    post(`date: ${JSON.stringify(text)}`),
  ]),
);

site('posts with dates in many languages', files, ({ item, dir }) => {
  test('have the days that were meant', async () => {
    const days = new Map(
      (await item('/posts?fields=slug,day&limit=all')).map(({ slug, day }) => [
        slug,
        day,
      ]),
    );
    const wrong = [...written].flatMap(([text, day], i) => {
      const read = days.get(String(i).padStart(4, '0'));
      return read === day ? [] : [`${text}: ${read}`];
    });
    assert.deepEqual(wrong, []);
    assert.ok(written.size > 2000, String(written.size));
  });

  test('are no reason for a warning', async () => {
    const { data } = await check(dir());
    assert.deepEqual(data, []);
  });
});

const keys = [
  ...['date', 'created', 'createdAt', 'date created', 'posted', 'post_date'],
  ...['datePublished', 'published_at', 'pubDatetime', 'Date', 'date-added'],
];
site(
  'posts with dates under many keys',
  Object.fromEntries(
    keys.flatMap((key, i) => [
      [`posts/${i}.md`, post(`"${key}": 2024-05-01`)],
      [`posts/${i}-later.md`, post(`"${key}": 2999-05-01`)],
    ]),
  ),
  ({ item, dir }) => {
    test('have their dates, and wait for them', async () => {
      const posts = await item('/posts?fields=slug,day&limit=all');
      assert.deepEqual(
        posts.map(({ slug }) => slug).toSorted(),
        keys.map((_, i) => String(i)).toSorted(),
      );
      assert.ok(posts.every(({ day }) => day === '2024-05-01'));
    });

    test('are no reason for a warning', async () => {
      assert.deepEqual((await check(dir())).data, []);
    });
  },
);

site(
  'posts with numbers as dates',
  {
    'posts/compact.md': post('date: 20240501'),
    'posts/quoted.md': post('date: "20240501"'),
    'posts/seconds.md': post('date: 1714521600'),
    'posts/milliseconds.md': post('date: 1714521600000'),
    'posts/spreadsheet.md': post('date: 45413'),
    'posts/year.md': post('date: 2024'),
  },
  ({ item, dir }) => {
    test('have the days that the numbers stand for', async () => {
      const posts = await item('/posts?fields=slug,day&limit=all');
      for (const { slug, day } of posts)
        assert.equal(day, slug === 'year' ? null : '2024-05-01', slug);
    });

    test('are warned of where another day may be meant', async () => {
      const { data } = await check(dir());
      assert.deepEqual(
        data.map(({ code, path }) => `${path}: ${code}`),
        ['posts/spreadsheet.md: date-ambiguous', 'posts/year.md: date-unreadable'],
      );
    });
  },
);
