import { ask } from '$lib/headmatter.js';

export async function load({ fetch }) {
  const { data: posts } = await ask(fetch, '/posts', {
    fields: 'slug,title,day,tags.name',
    limit: 'all',
  });
  return { posts };
}
