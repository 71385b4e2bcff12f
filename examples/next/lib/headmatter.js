// Questions to headmatter. Each answer is kept by Next.js under tags that name
// what it shows, until revalidateTag() says that it has changed.

const api = process.env.HEADMATTER_API ?? 'http://127.0.0.1:8080';

/** The body of an answer; null where there is nothing. */
async function ask(path, tags) {
  const response = await fetch(`${api}${path}`, {
    cache: 'force-cache',
    next: { tags },
  });
  if (response.status === 404) return null;
  const body = await response.json();
  if (!response.ok) throw new Error(`${path}: ${body.detail}`);
  return body;
}

export const getPosts = () =>
  ask('/posts?fields=id,slug,title,day&limit=all', ['posts']);

export const getPost = (slug) => ask(`/posts/${slug}`, [`posts/${slug}`]);
