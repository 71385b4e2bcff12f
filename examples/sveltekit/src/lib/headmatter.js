import { error } from '@sveltejs/kit';

const api = process.env.HEADMATTER_API ?? 'http://127.0.0.1:8080';

/** The body of an answer, by the fetch() of a load function; an error of the API
 *  becomes the error page of SvelteKit. */
export async function ask(fetch, path, parameters = {}) {
  const query = new URLSearchParams(parameters);
  const response = await fetch(`${api}${path}?${query}`);
  const body = await response.json();
  if (!response.ok) error(response.status, body.detail);
  return body;
}
