// POST /revalidate {"tags": ["posts", "posts/hello"]}: what has these tags is
// asked for again. watch.mjs calls it, with the secret that both know.

import { revalidateTag } from 'next/cache';

export async function POST(request) {
  const secret = process.env.REVALIDATE_SECRET;
  if (!secret || request.headers.get('Authorization') !== `Bearer ${secret}`)
    return Response.json({ error: 'wrong secret' }, { status: 401 });
  const { tags } = await request.json();
  for (const tag of tags) revalidateTag(tag, { expire: 0 });
  return Response.json({ tags });
}
