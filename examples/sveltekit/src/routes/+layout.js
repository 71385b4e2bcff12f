export const prerender = true; // leave it out to ask at each request
export const trailingSlash = 'always';
