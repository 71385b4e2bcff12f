import { ask } from '$lib/headmatter.js';

export async function load({ fetch, params }) {
  const { data: post } = await ask(fetch, `/posts/${params.slug}`);
  return { post };
}
