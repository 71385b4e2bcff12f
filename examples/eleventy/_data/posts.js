// Every post of a headmatter server, with its HTML, as the data `posts`: one
// request, newest first. Eleventy calls it once for each build.

const api = process.env.HEADMATTER_API ?? 'http://127.0.0.1:8080';

export default async function () {
  const response = await fetch(`${api}/posts?include=html&limit=all`);
  const { data, detail } = await response.json();
  if (!response.ok) throw new Error(`${api}: ${detail}`);
  return data;
}
