// A content loader for Astro 5 and later: a collection of a headmatter server
// becomes a collection of Astro.
//
//     list of ids and revs --304--> nothing to do
//                          --200--> fetch items whose rev is new, drop the rest
//
// Astro keeps its store between builds, so that a build fetches what was edited
// since the last one. `render(entry)` shows the HTML that headmatter made.

const AT_ONCE = 8; // requests

/** Calls `work` for each item, a few at a time. */
async function eachOf(items, work) {
  const rest = [...items];
  const run = async () => {
    while (rest.length > 0) await work(rest.shift());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
}

/** The answer's JSON; null where the client has it already. */
async function ask(url, etag) {
  const response = await fetch(url, {
    headers: etag ? { 'If-None-Match': etag } : {},
  });
  if (response.status === 304) return null;
  const body = await response.json();
  if (!response.ok) throw new Error(`${url}: ${body.detail}`);
  return { ...body, etag: response.headers.get('ETag') };
}

/** A table of contents as Astro has it: all headings in one list. */
const headingsOf = (toc) =>
  toc.flatMap(({ id, text, level, children }) => [
    { slug: id, text, depth: level },
    ...headingsOf(children),
  ]);

/** What Astro's render() gives. */
const renderedOf = ({ html, toc }) => ({
  html,
  metadata: { headings: headingsOf(toc) },
});

/**
 * `collection` is that of headmatter; `query` chooses its documents, as in
 * { tags: 'http' }.
 */
export function headmatter({
  api = 'http://127.0.0.1:8080',
  collection,
  query = {},
}) {
  const list = new URLSearchParams({
    ...query,
    fields: 'slug,rev',
    limit: 'all',
  });
  return {
    name: 'headmatter',
    async load({ store, meta, logger, parseData }) {
      const found = await ask(`${api}/${collection}?${list}`, meta.get('etag'));
      if (!found) {
        logger.info(`${collection}: nothing has changed`);
        return;
      }
      const revs = new Map(found.data.map(({ slug, rev }) => [slug, rev]));
      const gone = store.keys().filter((id) => !revs.has(id));
      const changed = [...revs.keys()].filter(
        (id) => store.get(id)?.digest !== revs.get(id),
      );
      gone.forEach((id) => store.delete(id));
      await eachOf(changed, async (id) => {
        const { data: item } = await ask(`${api}/${collection}/${id}`);
        const { html, toc, ...fields } = item;
        store.set({
          id,
          data: await parseData({ id, data: fields }),
          digest: item.rev,
          rendered: renderedOf({ html, toc }),
        });
      });
      meta.set('etag', found.etag); // last: a build that fails starts anew
      logger.info(
        `${collection}: ${changed.length} fetched, ${gone.length} gone, ` +
          `${revs.size} in all`,
      );
    },
  };
}
