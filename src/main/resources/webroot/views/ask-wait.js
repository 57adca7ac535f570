import { button, el, put } from '../js/dom.js';
import { wait } from '../js/words.js';

// The wait: which place, for how long about, and the way out at any time.

export class AskWait {
  #visitor;

  constructor({ visitor }) {
    this.#visitor = visitor;
    const { request } = visitor.visit;
    this.heading = el('h1', { tabindex: '-1' });
    this.place = el('p', { id: 'ask-position', class: 'ask-place', 'aria-live': 'polite' });
    this.time = el('p', { id: 'ask-remaining', class: 'hint', 'aria-live': 'polite' });
    this.cancel = button('Cancel', { id: 'ask-cancel', onclick: () => this.#cancel() });
    this.root = el('div', { class: 'ask-card' }, this.heading, this.place, this.time,
      request.welcome ? el('p', { class: 'hint', id: 'ask-welcome' }, request.welcome) : null,
      el('blockquote', { class: 'asked', dir: 'auto' }, request.question ?? ''),
      el('p', { class: 'hint' }, 'Please keep this window open. You can reload it: your place is kept.'),
      el('p', { class: 'buttons' }, this.cancel));
  }

  focus() {
    this.heading.focus();
  }

  draw() {
    const { stage, position, remaining, news } = this.#visitor.visit;
    put(this.heading, { text: stage === 'invited' ? 'An expert is there for you' : 'Your question waits for an expert' });
    put(this.place, { text: stage === 'invited' ? 'You are being connected…' : placeText(position) });
    put(this.time, { text: stage === 'invited' ? '' : [remaining > 0 ? `It takes ${wait(remaining)}.` : '', news].filter(Boolean).join(' ') });
  }

  async #cancel() {
    this.cancel.disabled = true;
    await this.#visitor.asked(this.#visitor.cancel());
    this.cancel.disabled = false;
  }
}

function placeText(position) {
  if (!position) {
    return '';
  }
  return position === 1 ? 'You are next.' : `You are number ${position}.`;
}
