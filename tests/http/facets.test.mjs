// facets.test.mjs - a facet counts what its address answers with, and dates by
// their periods in the site's time zone, as Intl computes them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer, writeSite } from './server.mjs';
import { getJson, getProblem } from './support.mjs';

// Its clocks went from 23:59 to 01:00 on 4 November 2018.
const timeZone = 'America/Sao_Paulo';
const dates = [
  '2018-11-04T02:30:00Z',
  '2018-11-04T03:00:00Z',
  '2018-02-18T01:30:00Z',
  '2018-02-18T02:30:00Z',
  '2023-12-31',
  '2024-01-01',
  '2024-01-01T00:30:00Z',
  '2024-01-01T02:59:59Z',
  '2024-01-01T03:00:00Z',
  '2023-12-31T23:30:00-08:00',
  '2024-02-29T12:00:00',
  '2024-03-01 00:00:00 +0900',
  '1969-07-20T20:17:40Z',
  null,
];

let site;
let server;
let posts;

before(async () => {
  const lines = (date, i) => [
    '---',
    ...(date ? [`date: ${date}`] : []),
    `tags: [${['a', 'b', 'c'].filter((_, k) => (i + k) % 2 === 0).join()}]`,
    `released: ${dates[(i + 3) % 10]}`,
    `events: [2024-01-05, 2024-01-06, 202${i % 5}-02-01]`,
    `place: "${['x, y', 'a (b)', '"q"'][i % 3]}"`,
    '---',
  ];
  site = await writeSite({
    'headmatter.yaml': `site: {timezone: ${timeZone}}\n`,
    ...Object.fromEntries(
      dates.map((date, i) => [`posts/p${i}.md`, lines(date, i).join('\n')]),
    ),
  });
  server = await startServer(site.dir);
  posts = (await getJson(server, '/posts?limit=all')).data;
});

after(async () => {
  await server?.stop();
  await site?.remove();
});

const facetsOf = async (names, query = '') =>
  (await getJson(server, `/posts?limit=0&facets=${names}&${query}`)).meta.facets;

/** "2024-01-05" for an instant, in the site's time zone. */
function dayOf(instant) {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone });
  return format.format(new Date(instant));
}

/** How many posts have each value, by what `valuesOf` finds in them. */
function count(valuesOf) {
  const counts = {};
  for (const post of posts)
    for (const value of new Set(valuesOf(post)))
      counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

const shown = (facet) =>
  Object.fromEntries(facet.map(({ value, count: number }) => [value, number]));

describe('dates are counted by', () => {
  for (const [period, size] of Object.entries({ year: 4, month: 7, day: 10 })) {
    test(period, async () => {
      const facets = await facetsOf(
        ['date', 'day', 'events'].map((name) => `${name}.${period}`).join(),
      );
      const cut = (day) => day.slice(0, size);
      assert.deepEqual(
        shown(facets[`date.${period}`]),
        count(({ date }) => (date ? [cut(dayOf(date))] : [])),
      );
      assert.deepEqual(
        shown(facets[`day.${period}`]),
        count(({ day }) => (day ? [cut(day)] : [])),
      );
      assert.deepEqual(
        shown(facets[`events.${period}`]),
        count(({ events }) => events.map(cut)),
      );
    });
  }
});

describe('a facet leads to what it counts', () => {
  const names =
    'date.year,date.month,date.day,day.month,released.month,events.day,tags,place';
  for (const query of [
    '',
    'tags=a',
    'tags=a&tags=b',
    'date=2024',
    'date=2024-01&place:contains=%28',
    'place=x,%20y',
    'or=(tags=a,date=2018)&tags:nin=b',
  ])
    test(query || 'of all', async () => {
      const facets = await facetsOf(names, query);
      for (const [name, values] of Object.entries(facets))
        for (const { value, count: number, href } of values) {
          const { meta } = await getJson(server, `${href}&limit=0`);
          assert.equal(meta.pagination.total, number, `${name} ${value} ${href}`);
        }
    });

  test('/recent without a post', async () => {
    const target = '/recent?exclude=p1&facets=tags';
    const { tags } = (await getJson(server, target)).meta.facets;
    for (const { count: number, href } of tags)
      assert.equal(
        (await getJson(server, href)).meta.pagination.total,
        number,
        href,
      );
  });
});

describe('what is no period', () => {
  const errorOf = async (query) =>
    (await getProblem(server, `/posts?${query}`, 400)).errors[0];

  test('is an error that names one', async () => {
    const error = await errorOf('facets=date.mont');
    assert.equal(error.code, 'unknown-field');
    assert.equal(error.suggestion, 'date.month');
    assert.match((await errorOf('facets=date.week')).detail, /year, month or day/);
  });

  test('is compared as a date', async () => {
    const error = await errorOf('date.month=2024-01');
    assert.equal(error.suggestion, 'date');
    assert.match(error.detail, /date=2024-05/);
  });

  test('is an unknown field where there are no dates', async () => {
    const { meta } = await getJson(server, '/posts?facets=place.month');
    assert.deepEqual(meta.facets, { 'place.month': [] });
    assert.equal(meta.warnings[0].code, 'unknown-field');
  });

  test('stands in the canonical query', async () => {
    const { links } = await getJson(server, '/posts?facets=date.month&limit=1');
    assert.equal(links.self, '/posts?facets=date.month&limit=1');
  });
});
