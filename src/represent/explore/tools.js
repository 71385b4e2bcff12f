// tools.js - what is on top of every view: images, the token, and which
// documents are shown.
import { joinTarget, splitTarget, withParameter } from './address.js';
import { ask, imageOrigin } from './api.js';
import { byId, fill, h } from './dom.js';
import { statusOf } from './parts.js';
import { session, setShowsImages, setToken } from './session.js';

const statuses = [
  ['', 'published'],
  ['all', 'everything'],
  ['draft', 'drafts'],
  ['scheduled', 'scheduled'],
  ['expired', 'expired'],
];

/** The target with another status, from the first page on. */
export function withOtherStatus(target, status) {
  const { path, parameters } = splitTarget(target);
  const kept = ['page', 'cursor'].reduce(
    (left, name) => withParameter(left, name),
    parameters,
  );
  return joinTarget({
    path,
    parameters: withParameter(kept, 'status', status),
  });
}

/** `tokenChanged` is called when there is another token, or none any more. */
export function makeTools({ go, repaint, tokenChanged }) {
  const field = h('input', {
    ...{
      type: 'password',
      autocomplete: 'off',
      id: 'token',
      required: true,
    },
  });
  const fault = h('p', { class: 'error', role: 'alert' });
  const form = h(
    'form',
    { method: 'dialog' },
    h('h2', { id: 'token-title' }, 'Token'),
    h(
      'p',
      null,
      'Shows drafts, scheduled and expired documents, and the diagnostics. ',
      h('code', null, 'headmatter token NAME'),
      ' makes one. It stays in this tab and is gone when the tab is closed.',
    ),
    h('label', null, 'Token', field),
    fault,
    h(
      'div',
      { class: 'line' },
      h('button', { type: 'submit', class: 'main' }, 'Use it'),
      h(
        'button',
        { type: 'button', on: { click: () => dialog.close() } },
        'Cancel',
      ),
    ),
  );
  const dialog = h('dialog', { 'aria-labelledby': 'token-title' }, form);
  document.body.append(dialog);

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const before = session.token;
    session.token = field.value.trim();
    const answer = await ask('/_diagnostics');
    if (!answer.ok) {
      session.token = before;
      fill(fault, answer.json?.detail ?? 'The server does not answer.');
      return;
    }
    setToken(session.token);
    dialog.close();
    tokenChanged();
  });

  function askForToken() {
    field.value = '';
    fill(fault);
    dialog.showModal();
  }

  function statusChooser(target) {
    const now = statusOf(target) ?? '';
    const isOwn = statuses.some(([each]) => each === now);
    const chooser = h(
      'select',
      {
        'aria-label': 'Which documents',
        on: {
          change: () => go(withOtherStatus(target, chooser.value || undefined)),
        },
      },
      [...statuses, ...(isOwn ? [] : [[now, now]])].map(([value, label]) =>
        h('option', { value, selected: value === now }, label),
      ),
    );
    return chooser;
  }

  function imageSwitch(origin) {
    const box = h('input', {
      type: 'checkbox',
      checked: session.showsImages,
      on: {
        change: () => {
          setShowsImages(box.checked);
          repaint();
        },
      },
    });
    return h('label', { title: `Loads them from ${origin}` }, box, ' Images');
  }

  return {
    askForToken,
    isAsking: () => dialog.open,
    draw(target) {
      const origin = imageOrigin();
      const hasToken = session.token !== '';
      const forget = () => {
        setToken('');
        tokenChanged();
      };
      fill(
        byId('tools'),
        origin !== null && imageSwitch(origin),
        hasToken && statusChooser(target),
        h(
          'button',
          {
            type: 'button',
            on: { click: hasToken ? forget : askForToken },
          },
          hasToken ? 'Forget the token' : 'Token',
        ),
      );
    },
  };
}
