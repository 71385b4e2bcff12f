import { notFound } from 'next/navigation';
import { getPost, getPosts } from '../../../lib/headmatter.js';

/** Made when building; those that are published later, when first asked for. */
export async function generateStaticParams() {
  const { data: posts } = await getPosts();
  return posts.map(({ slug }) => ({ slug: slug.split('/') }));
}

const find = async (params) => {
  const { slug } = await params;
  return getPost(slug.join('/'));
};

export async function generateMetadata({ params }) {
  const found = await find(params);
  return { title: found?.data.title, description: found?.data.excerpt };
}

export default async function Page({ params }) {
  const found = await find(params);
  if (!found) notFound();
  const { title, html } = found.data;
  return (
    <main>
      <h1>{title}</h1>
      <article dangerouslySetInnerHTML={{ __html: html }} />
    </main>
  );
}
