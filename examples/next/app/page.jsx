import Link from 'next/link';
import { getPosts } from '../lib/headmatter.js';

export default async function Page() {
  const { data: posts } = await getPosts();
  return (
    <main>
      <h1>Posts</h1>
      <ul>
        {posts.map(({ id, slug, title, day }) => (
          <li key={id}>
            <Link href={`/posts/${slug}`}>{title}</Link> <time>{day}</time>
          </li>
        ))}
      </ul>
    </main>
  );
}
