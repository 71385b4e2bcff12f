// metrics.test.mjs - what the server counts, who may see it, and the address
// for operators.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask, root, until } from './support.mjs';

const files = {
  'posts/a.md': '---\ntitle: A\nauthor: Ana\n---\nA',
  'posts/zqdraft.md': '---\ntitle: Zqtitle\ndraft: true\nbad: [\n---\nZqtext',
};

/** The families of an exposition; throws at a line that is none of it. */
function parse(text) {
  const families = new Map();
  let family;
  for (const line of text.trimEnd().split('\n')) {
    const help = /^# HELP ([a-z_]+) (\S.*\.)$/.exec(line);
    const type = /^# TYPE ([a-z_]+) (counter|gauge|histogram|summary)$/.exec(
      line,
    );
    const sample =
      /^([a-z_]+)(?:\{((?:[a-z_]+="[^"\\\n]*",?)*)\})? (\d[\d.e+]*)$/.exec(line);
    if (help) {
      assert.ok(!families.has(help[1]), `${help[1]} begins twice`);
      family = { name: help[1], samples: [] };
      families.set(help[1], family);
    } else if (type) {
      assert.equal(type[1], family.name);
      [, , family.type] = type;
    } else {
      assert.ok(sample, `no line of an exposition: ${line}`);
      const ends = ['histogram', 'summary'].includes(family.type)
        ? ['_bucket', '_sum', '_count']
        : [''];
      assert.ok(ends.includes(sample[1].slice(family.name.length)), line);
      assert.ok(sample[1].startsWith(family.name), line);
      const labels = Object.fromEntries(
        [...(sample[2] ?? '').matchAll(/([a-z_]+)="([^"]*)"/g)].map((m) => [
          m[1],
          m[2],
        ]),
      );
      family.samples.push({
        name: sample[1],
        labels,
        value: Number(sample[3]),
      });
    }
  }
  return families;
}

let site;
let tokens;
let open; // without an address for operators
let server;
let admin;

before(async () => {
  site = await writeSite(files);
  tokens = await writeTokens();
  open = await startServer(site.dir, { options: ['--tokens', tokens.file] });
  server = await startServer(site.dir, {
    options: [
      ...['--admin-listen', '127.0.0.1:0', '--tokens', tokens.file],
      ...['--base-path', '/api'],
    ],
  });
  const [host, port] = server.addresses[1].split(':');
  admin = { host, port: Number(port) };
});

after(async () => {
  await open?.stop();
  await server?.stop();
  await tokens?.remove();
  await site?.remove();
});

const scrape = async () => {
  const answer = await ask(admin, '/_metrics');
  assert.equal(answer.status, 200);
  return parse(answer.body);
};
const value = (families, name, labels = {}) =>
  families
    .get(name)
    .samples.find((sample) =>
      Object.entries(labels).every(([k, v]) => sample.labels[k] === v),
    )?.value;

describe('/_metrics', () => {
  test('is in the format of Prometheus', async () => {
    const answer = await ask(admin, '/_metrics');
    assert.match(
      answer.headers['content-type'],
      /^text\/plain; version=0\.0\.4;/,
    );
    assert.equal(answer.headers['cache-control'], 'no-store');
    for (const { name, type, samples } of parse(answer.body).values()) {
      assert.equal(name.endsWith('_total'), type === 'counter', name);
      assert.doesNotMatch(name, /_(ms|millis|kb|mb|count|sum|bucket)(_|$)/);
      assert.ok(samples.length > 0 || type === 'histogram', name);
    }
  });

  test('counts by route, method and status, whatever is asked', async () => {
    const before = await scrape();
    const targets = ['/posts', '/posts/a', '/posts/a.md', '/zq/zq', '/zq'];
    for (const target of targets) await ask(server, `/api${target}`);
    await ask(server, '/api/posts', { method: 'BREW' });
    await ask(server, '/api/posts', { method: 'HEAD' });
    const after = await scrape();
    const name = 'http_server_request_duration_seconds';
    const more = (method, route, status) => {
      const labels = {
        http_request_method: method,
        http_route: route,
        http_response_status_code: status,
      };
      const of = (families) =>
        families
          .get(name)
          .samples.find(
            (s) =>
              s.name === `${name}_count` &&
              Object.entries(labels).every(([k, v]) => s.labels[k] === v),
          )?.value ?? 0;
      return of(after) - of(before);
    };
    assert.equal(more('GET', '/{collection}', '200'), 1);
    assert.equal(more('GET', '/{collection}/{slug}', '200'), 1);
    assert.equal(more('GET', '/{collection}/{slug}.{suffix}', '200'), 1);
    assert.equal(more('GET', '/{collection}/{slug}', '404'), 1);
    assert.equal(more('GET', '/{collection}', '404'), 1);
    assert.equal(more('HEAD', '/{collection}', '200'), 1);
    assert.equal(more('_OTHER', '', '405'), 1);
    const text = JSON.stringify([...after.values()]);
    assert.doesNotMatch(text, /zq|BREW/i);
  });

  test('has histograms that add up', async () => {
    await ask(server, '/api/posts');
    const { samples } = (await scrape()).get(
      'http_server_request_duration_seconds',
    );
    const buckets = samples.filter((s) => s.labels.le !== undefined);
    const ofOne = buckets.slice(0, 15);
    assert.deepEqual(
      ofOne.map((s) => s.labels.le),
      '0.005 0.01 0.025 0.05 0.075 0.1 0.25 0.5 0.75 1 2.5 5 7.5 10 +Inf'.split(
        ' ',
      ),
    );
    for (let i = 1; i < 15; i++)
      assert.ok(ofOne[i].value >= ofOne[i - 1].value);
    const counts = samples.filter((s) => s.name.endsWith('_count'));
    const whole = buckets.filter((s) => s.labels.le === '+Inf');
    assert.deepEqual(
      whole.map((s) => s.value),
      counts.map((s) => s.value),
    );
  });

  test('shows content, codings, the cache and reloads', async () => {
    const headers = { 'Accept-Encoding': 'br' };
    for (let i = 0; i < 3; i++)
      await ask(server, '/api/openapi.json', { headers });
    const families = await scrape();
    assert.equal(value(families, 'headmatter_documents'), 1);
    assert.ok(value(families, 'headmatter_responses_total', { coding: 'br' }) >= 3);
    const hits = value(families, 'headmatter_cache_requests_total', {
      result: 'hit',
    });
    assert.ok(hits >= 2);
    server.signal('SIGHUP');
    const looks = (of) =>
      of
        .get('headmatter_reloads_total')
        .samples.reduce((sum, sample) => sum + sample.value, 0);
    await until(async () => looks(await scrape()) > looks(families));
    const age =
      Date.now() / 1000 -
      value(families, 'headmatter_snapshot_timestamp_seconds');
    assert.ok(age >= 0 && age < 600);
    assert.ok(value(families, 'process_resident_memory_bytes') > 1e6);
  });

  test('wants a token where there is no address for operators', async () => {
    assert.equal((await ask(open, '/_metrics')).status, 401);
    const headers = { Authorization: `Bearer ${tokens.token}` };
    const answer = await ask(open, '/_metrics', { headers });
    assert.equal(answer.status, 200);
    const documents = parse(answer.body).get('headmatter_documents');
    assert.equal(documents.samples[0].value, 1); // of what is published
    for (const target of ['/_metrics', '/api/_metrics'])
      assert.equal((await ask(server, target, { headers })).status, 404);
    assert.doesNotMatch((await ask(server, '/api/_metric')).body, /_metrics/);
  });

  test('has what the dashboard asks for', async () => {
    const file = path.join(root, 'deploy/grafana-dashboard.json');
    const dashboard = JSON.parse(await readFile(file, 'utf8'));
    const known = new Set();
    for (const { name, type } of (await scrape()).values()) {
      known.add(name);
      if (type === 'histogram' || type === 'summary')
        for (const end of ['_bucket', '_sum', '_count']) known.add(name + end);
    }
    const queries = dashboard.panels.flatMap((panel) =>
      (panel.targets ?? []).map((target) => target.expr),
    );
    assert.ok(queries.length > 10);
    for (const query of queries) {
      const names = query.match(/\b(?:http_server|headmatter|process)_\w+/g);
      assert.ok(names, query);
      for (const name of names) assert.ok(known.has(name), `${name}: ${query}`);
    }
    const ids = dashboard.panels.map((panel) => panel.id);
    assert.equal(new Set(ids).size, ids.length);
  });
});

describe('the address for operators', () => {
  test('answers what they need, with and without the base path', async () => {
    for (const target of ['/_live', '/_ready', '/_diagnostics', '/_metrics']) {
      for (const base of ['', '/api']) {
        const answer = await ask(admin, base + target);
        assert.equal(answer.status, 200, base + target);
        assert.match(answer.headers['cache-control'], /no-store/);
        // A page that an operator looks at must not read it for somebody.
        assert.equal(answer.headers['access-control-allow-origin'], undefined);
      }
    }
  });

  test('answers nothing else', async () => {
    const targets = ['/', '/posts', '/posts/a', '/api/posts', '/recent'];
    targets.push('/_all', '/openapi.json', '/posts?status=all', '/posts/zqdraft');
    for (const target of targets) {
      const headers = { Authorization: `Bearer ${tokens.token}` };
      const answer = await ask(admin, target, { headers });
      assert.equal(answer.status, 404, target);
      assert.equal(answer.headers['content-type'], 'application/problem+json');
      assert.match(answer.headers['cache-control'], /no-store/);
      assert.doesNotMatch(answer.body, /"suggestions"/);
    }
    const query = await ask(admin, '/_ready?status=all');
    assert.equal(query.status, 400);
    assert.equal((await ask(admin, '/_live', { method: 'POST' })).status, 405);
  });

  test('shows no more of drafts than their diagnostics', async () => {
    const { data } = (await ask(admin, '/_diagnostics')).json();
    assert.ok(data.some(({ path: of }) => of === 'posts/zqdraft.md'));
    for (const target of ['/_live', '/_ready', '/_metrics'])
      assert.doesNotMatch((await ask(admin, target)).body, /zq/i);
    assert.equal((await ask(admin, '/_ready')).json().documents, 1);
  });

  test('leaves the main address as it is', async () => {
    assert.equal((await ask(server, '/_live')).status, 200);
    assert.equal((await ask(server, '/_ready')).status, 200);
    assert.equal((await ask(server, '/api/_diagnostics')).status, 401);
    assert.equal((await ask(server, '/api/posts')).status, 200);
  });
});
