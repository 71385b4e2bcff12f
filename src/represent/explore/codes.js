// codes.js - the code for a query, ready to be copied.
import { askLater, base, urlOf } from './api.js';
import { describe, languages } from './code.js';
import { add, copyButton, fill, h } from './dom.js';
import { session } from './session.js';

export function showCode(panel, { target, signal }) {
  const list = h('div', { class: 'codes' });
  add(panel, [
    h(
      'p',
      null,
      h(
        'a',
        { href: urlOf('/types.d.ts'), download: 'headmatter.d.ts' },
        'Types for TypeScript',
      ),
      ', ',
      h(
        'a',
        { href: urlOf('/openapi.json'), download: 'openapi.json' },
        'OpenAPI',
      ),
      ' of this content.',
    ),
    list,
  ]);
  const given = {
    target,
    url: urlOf(target),
    base: location.origin + base,
    hasToken: session.token !== '',
  };
  function draw(description) {
    fill(
      list,
      Object.entries(languages).map(([name, write]) => {
        const text = write({ ...given, description });
        return h(
          'section',
          { class: 'code', 'data-language': name },
          h(
            'div',
            { class: 'line' },
            h('h2', null, name),
            h('span', { class: 'spring' }),
            copyButton(() => text),
          ),
          h(
            'pre',
            {
              tabindex: '0',
              role: 'region',
              'aria-label': `Code for ${name}`,
            },
            text,
          ),
        );
      }),
    );
  }
  draw();
  askLater('/openapi.json', signal).then(
    ({ json }) => json && draw(describe(json)),
    () => {},
  );
}
