import adapter from '@sveltejs/adapter-static';

export default {
  kit: {
    adapter: adapter(),
    // Bodies link to pages that this example does not have, such as /about.
    prerender: { handleHttpError: 'warn', handleMissingId: 'warn' },
  },
};
