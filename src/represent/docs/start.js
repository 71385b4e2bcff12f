// start.js - after the viewer: shows the description that is beside this page.
'use strict';
{
  const base = location.pathname.replace(/\/_docs\/*$/, '');
  // The viewer has a dark style, and leaves it to its page when.
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const dress = () =>
    document.documentElement.classList.toggle('dark-mode', dark.matches);
  dark.addEventListener('change', dress);
  dress();
  SwaggerUIBundle({
    url: `${base}/openapi.json`,
    dom_id: '#docs',
    deepLinking: true, // #/Posts/listPosts
    displayRequestDuration: true,
    filter: true,
    defaultModelsExpandDepth: 0, // there are as many as fields
    showMutatedRequest: false,
    supportedSubmitMethods: ['get', 'head', 'options'],
    validatorUrl: null, // it would be asked at another server
  });
}
