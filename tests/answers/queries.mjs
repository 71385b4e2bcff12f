// queries.mjs - queries made from the fields and values that a site has; the
// same site gives the same queries. About one in five is wrong in some way.
import { pathsOf, typeOf, valuesAt } from '../http/reference.mjs';
import { random as numbers } from '../random.mjs';

const operators = [
  ...['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'all'],
  ...['contains', 'startsWith', 'endsWith', 'exists'],
];

/** Wrong, odd or foreign; each is asked of /posts once. */
const oddities = [
  ...['limit=-1', 'limit=5000', 'limit=abc', 'limit=', 'limit=1.5', 'page=0'],
  ...['page=1&page=2', 'page=2&cursor=', 'cursor=garbage', 'limit:eq=3'],
  ...[
    'sort=',
    'sort=nope',
    'sort=random',
    'sort=random&seed=7',
    'sort=random&seed=x',
  ],
  ...[
    'sort=-date,title,slug,path,rev',
    'sort=date,-date',
    'sort=--date',
    'seed=3',
  ],
  ...['sort=date&sort=title', 'fields=', 'fields=slug,-title', 'fields=titel'],
  ...['fields=author.name,tags.slug', 'fields=html&include=text', 'include='],
  ...[
    'facets=tags,author',
    'facets=nope',
    'facets=',
    'facets=tags&envelope=false',
  ],
  ...[
    'facets=a,b,c,d,e,f,g,h,i',
    'envelope=maybe',
    'envelope=false',
    'pretty=no',
  ],
  ...[
    'lenient=1',
    'lenient=true&titel=x&limit=5000',
    'lenient&sort=nope',
    'q=words',
  ],
  ...[
    'per_page=3',
    'offset=10',
    'order=asc',
    'search=x',
    'populate=*',
    'select=a',
  ],
  ...['where[title]=x', 'filters[title][$eq]=x', 'filter[title:contains]=a'],
  ...[
    'filter[title][contains]=a',
    'filter[title]=a',
    'filter=x',
    'filter[titel]=a',
  ],
  ...['tags[]=a&tags[]=b', 'tags[in][]=a', 'tags[in][0]=a&tags[in][1]=b'],
  ...['date[gte]=2020-01-01&date[lt]=2025', 'date%5Bgte%5D=2020', 'title[x=1'],
  ...[
    'title:containz=x',
    'title:=x',
    'title:CONTAINS=x',
    'og:title=x',
    'titel=x',
  ],
  ...[
    'date:gte=nonsense',
    'date=2024-13',
    'date=2024-02-30',
    'date:gte=now-30d',
  ],
  ...[
    'date:lt=now',
    'date:gt=now%2B1w',
    'date=2020-01-01T00:00:00+02:00',
    'date:gt=now-1x',
  ],
  ...[
    'day=2020',
    'date:in=2019,2020',
    'date:exists=yes',
    'date:exists=',
    'date:eq=',
  ],
  ...[
    'word_count:gte=abc',
    'word_count=1e3',
    'word_count:lt=-1',
    'word_count:contains=1',
  ],
  ...['or=(a=1', 'or=(a=1)x', 'or=()', 'or=a', 'or=(title:contains=a,tags=b)'],
  ...['and=(title:contains=a,word_count:gt=10)', 'not=(title:contains=a)'],
  ...[
    'or=(tags:in=(a,b),and=(word_count:gt=3,date:gte=now-30d),not=(series=x))',
  ],
  ...['or=(or=(or=(or=(or=(title=a)))))', 'or=(title="Hello,+(world)",tags=x)'],
  ...[
    'or(title)=x',
    'title="a',
    'tags:in="a',
    'tags:in=a,"b,c"',
    'tags:in=',
    'tags:all=a,b',
  ],
  ...[
    'utm_source=x&gclid=1&_=2',
    '=x',
    '&&',
    'title',
    'title=%zz',
    'title=%ff',
    'a.b.c.d.e.f.g=1',
  ],
  ...[
    'status=published',
    'status=nope',
    'preview=x',
    'locale=en',
    'locale=xx',
    'locale=*',
  ],
  ...[
    'locale=en-GB,fr',
    'locale=1',
    'exclude=x',
    'count=3',
    'url=x',
    'title:ne=a&title:ne=b',
  ],
  ...[
    'author.name:contains=a',
    'author=a',
    'tags.name:startsWith=a',
    'tags.slug:exists=true',
  ],
  Array.from({ length: 33 }, (_, i) => `f${i}=1`).join('&'),
];

const encode = (text) => encodeURIComponent(text).replaceAll('%2C', ',');
const quoted = (text) => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** "title" with a typing error in it. */
function mistype(name, { below }) {
  const at = below(name.length);
  const letter = name[at];
  return below(2) === 0
    ? name.slice(0, at) + name.slice(at + 1)
    : name.slice(0, at) + letter + name.slice(at);
}

/** Each path with the values that the documents have there, objects aside. */
function fieldsOf(documents) {
  const paths = new Set(documents.flatMap((one) => [...pathsOf(one)]));
  const fields = [...paths].map((name) => {
    const names = name.split('.');
    const found = documents.flatMap((one) => [...valuesAt(one, names)]);
    return { name, values: found.filter((each) => typeOf(each) !== 'object') };
  });
  return fields.filter(({ values }) => values.length > 0);
}

function textOf(value, type) {
  const text = type === 'relation' ? value.slug : String(value);
  return text.length > 300 ? text.slice(0, 300) : text;
}

function valueFor({ values }, op, random) {
  if (op === 'exists') return random.pick(['true', 'false']);
  const value = random.pick(values);
  const text = textOf(value, typeOf(value));
  const isDate = /^\d{4}-\d\d-\d\d/.test(text);
  if (isDate && random.below(3)) return text.slice(0, random.pick([4, 7, 10]));
  const letters = [...text];
  const length = 1 + random.below(6);
  const from = random.below(Math.max(1, letters.length));
  if (op === 'contains') return letters.slice(from, from + length).join('');
  if (op === 'startsWith') return letters.slice(0, length).join('');
  if (op === 'endsWith') return letters.slice(-length).join('');
  return text;
}

function conditionOf(fields, random) {
  const field = random.pick(fields);
  const op = random.pick(operators);
  const isList = ['in', 'nin', 'all'].includes(op);
  const count = isList ? 1 + random.below(3) : 1;
  const values = Array.from({ length: count }, () =>
    valueFor(field, op, random),
  );
  return { name: field.name, op, values, isList };
}

/** A condition as a parameter, in one of the ways to write it. */
function parameterOf({ name, op, values, isList }, random) {
  const value = encode(isList ? values.map(quoted).join() : values[0]);
  const wrong = random.below(12);
  if (wrong === 0) return `${encode(mistype(name, random))}:${op}=${value}`;
  if (wrong === 1) return `${encode(name)}:${mistype(op, random)}=${value}`;
  const ways = [
    `${encode(name)}:${op}=${value}`,
    `${encode(name)}:${op}=${value}`,
    `${encode(name)}=${value}`,
    `${encode(name)}[${op}]=${value}`,
    `filter[${encode(name)}:${op}]=${value}`,
  ];
  return random.pick(ways);
}

function insideOf({ name, op, values, isList }) {
  const list = values.map(quoted);
  return `${name}:${op}=${isList ? `(${list.join()})` : list[0]}`;
}

function groupOf(fields, random, depth) {
  const count = 1 + random.below(3);
  const parts = Array.from({ length: count }, () =>
    depth < 3 && random.below(4) === 0
      ? groupOf(fields, random, depth + 1)
      : insideOf(conditionOf(fields, random)),
  );
  return `${random.pick(['and', 'or', 'not'])}=(${parts.join()})`;
}

function queryOf(fields, random) {
  const parameters = [];
  const count = random.pick([1, 1, 1, 2, 3]);
  for (let i = 0; i < count; i++) {
    if (random.below(4) > 0) {
      parameters.push(parameterOf(conditionOf(fields, random), random));
      continue;
    }
    const group = groupOf(fields, random, 1);
    const [name] = group.split('=', 1);
    parameters.push(
      `${name}=${encodeURIComponent(group.slice(name.length + 1))}`,
    );
  }
  const name = () => encode(random.pick(fields).name);
  const sign = () => random.pick(['', '-']);
  if (random.below(2) === 0)
    parameters.push(
      `sort=${sign()}${name()}${random.below(3) ? '' : `,${sign()}${name()}`}`,
    );
  if (random.below(4) === 0) parameters.push(`facets=${name()}`);
  if (random.below(4) === 0) parameters.push(`fields=${sign()}${name()}`);
  if (random.below(10) === 0) parameters.push('lenient=true');
  if (random.below(10) === 0) parameters.push('envelope=false');
  if (random.below(8) === 0) parameters.push('cursor=');
  parameters.push(`limit=${random.pick([2, 5, 20])}`);
  return parameters.join('&');
}

/** About `count` queries for the collections of a site. */
export async function* queriesOf(program, base, collections, count) {
  for (const oddity of oddities) {
    yield { target: `${base}/posts?${oddity}`, method: 'GET' };
    yield { target: `${base}/_all?limit=2&${oddity}`, method: 'GET' };
  }
  const largest = [...collections]
    .filter(({ name, count: size }) => name !== 'posts' && size > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 5);
  const asked = [
    { href: `${base}/posts`, share: 0.5 },
    { href: `${base}/_all`, share: 0.15 },
    ...largest.map(({ href }) => ({ href, share: 0.35 / largest.length })),
  ];
  for (const { href, share } of asked) {
    const documents = await program.read(`${href}.ndjson`);
    if (!documents?.length) continue;
    const fields = fieldsOf(documents);
    const random = numbers(href.length);
    for (let i = 0; i < count * share; i++) {
      const target = `${href}?${queryOf(fields, random)}`;
      if (i % 10 === 0) yield { target };
      else yield { target, method: 'GET' };
    }
  }
}
