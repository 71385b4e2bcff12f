import { defineCollection, z } from 'astro:content';
import { headmatter } from './headmatter-loader.mjs';

const posts = defineCollection({
  loader: headmatter({
    api: process.env.HEADMATTER_API,
    collection: 'posts',
  }),
  // What the pages use; whatever else is in front matter passes.
  schema: z
    .object({
      title: z.string(),
      day: z.string().nullable(),
      excerpt: z.string().nullable(),
    })
    .passthrough(),
});

export const collections = { posts };
