import { button, el, keyed, put } from '../js/dom.js';
import { CHANNELS } from '../js/stream.js';

// The stream as it comes, newest first: what a developer wants to see beside the page.

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });

export class EventLog {
  static path = 'events';
  static label = 'Events';
  #chat;

  constructor(chat) {
    this.#chat = chat;
    this.channel = el('select', { id: 'log-channel', onchange: () => this.draw() },
      el('option', { value: '' }, 'All channels'), ...['stream', ...CHANNELS].map((name) => el('option', { value: name }, name)));
    this.items = el('ol', { id: 'events', class: 'log' });
    this.empty = el('p', { class: 'hint pad' }, 'Nothing yet.');
    this.root = el('section', { class: 'events', 'aria-labelledby': 'events-title' },
      el('header', { class: 'pane-head' },
        el('div', { class: 'pane-name' },
          el('h2', { id: 'events-title' }, 'Events'),
          el('p', { class: 'hint' }, 'The last 200 of this page, newest first, as the stream brought them.')),
        el('label', { class: 'unseen', for: 'log-channel' }, 'Channel'), this.channel,
        button('Clear', { id: 'log-clear', class: 'quiet', onclick: () => this.#clear() })),
      el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Events' }, this.items, this.empty));
  }

  open() {}

  draw() {
    const only = this.channel.value;
    const entries = this.#chat.store.log.filter((entry) => !only || entry.channel === only);
    keyed(this.items, entries, (entry) => el('li', { class: 'event', 'data-channel': entry.channel, 'data-id': entry.id },
      el('p', { class: 'meta' }, el('time', { datetime: entry.time.toISOString() }, time.format(entry.time)),
        el('span', { class: 'channel' }, entry.channel), entry.id ? el('code', {}, `id: ${entry.id}`) : null),
      el('pre', {}, entry.text)), () => {});
    put(this.empty, { hidden: entries.length > 0 });
  }

  #clear() {
    this.#chat.store.log = [];
    this.draw();
  }
}
