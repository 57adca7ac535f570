import { bare, local, resource } from '../js/jid.js';
import { button, el, keyed, put } from '../js/dom.js';

// The messages of a conversation, and below them what waits in the outbox.

const LONG = 2_000; // characters; longer texts are folded, but they are all there
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const calendar = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const STATES = { sending: 'sending…', waiting: 'waiting to be sent', failed: 'not sent', refused: 'refused', sent: '' };

export class MessageList {
  #chat;
  #conversation = null;
  #atEnd = true;

  constructor({ chat, mark = '' }) {
    this.#chat = chat;
    this.older = button('Older messages', { id: `older${mark}`, class: 'quiet', onclick: () => this.#loadOlder() });
    this.state = el('p', { class: 'hint', id: `history-state${mark}` });
    // role=log: a screen reader reads what is added at the end
    this.items = el('ol', { id: `messages${mark}`, class: 'messages', role: 'log', 'aria-live': 'polite', 'aria-label': 'Messages' });
    const scroll = { class: 'scroll', role: 'region', 'aria-label': 'Conversation', tabindex: '0' };
    this.root = el('div', { ...scroll, onscroll: () => this.#scrolled() },
      el('div', { class: 'older' }, this.older, this.state), this.items);
  }

  open(conversation) {
    this.#conversation = conversation;
    this.#atEnd = true;
  }

  toEnd() {
    this.#atEnd = true;
  }

  draw() {
    const { messages, history, canPageBack, id } = this.#conversation;
    put(this.older, { hidden: !canPageBack });
    put(this.state, { text: this.#historyText(history, messages) });
    put(this.items, { 'aria-live': history === 'loaded' || history === 'missing' ? 'polite' : 'off' }); // history is not news
    const sent = messages.filter((message) => message.state !== 'replaced');
    const waiting = this.#chat.outbox.of(id).map((entry) => ({ ...entry, mine: true, from: this.#chat.store.me.jid, waits: true }));
    keyed(this.items, this.#withDays([...sent, ...waiting]), (item) => this.#create(item), (element, item) => this.#update(element, item));
    if (this.#atEnd) {
      this.root.scrollTop = this.root.scrollHeight;
    }
  }

  #historyText(history, messages) {
    if (history === 'none') {
      return 'Loading…';
    }
    if (history === 'missing') {
      return 'This server keeps no history.';
    }
    return messages.length ? '' : 'Nothing has been said yet.';
  }

  #withDays(messages) {
    const items = [];
    let day = '';
    messages.forEach((message) => {
      const text = calendar.format(message.time);
      if (text !== day) {
        day = text;
        items.push({ key: `day ${text} ${message.waits ? 'waits' : ''}`, day: text });
      }
      items.push(message);
    });
    return items;
  }

  #create(item) {
    if (item.day) {
      return el('li', { class: 'day' }, el('span', {}, item.day));
    }
    const body = el('div', { class: 'body', dir: 'auto' }, ...linked(item.body));
    return el('li', { class: `message ${item.mine ? 'mine' : 'theirs'}` },
      el('p', { class: 'meta' }, el('span', { class: 'author' }), el('time', {}), el('span', { class: 'state' })),
      body,
      item.body.length > LONG ? unfold(body) : null,
      el('p', { class: 'repair', hidden: true },
        button('Try again', { class: 'retry' }), button('Discard', { class: 'discard quiet' })));
  }

  #update(element, item) {
    if (item.day) {
      return;
    }
    put(element, { 'data-id': item.id, 'data-state': item.state, 'data-key': item.key });
    const [author, time, state] = element.firstElementChild.children;
    put(author, { text: this.#author(item) });
    put(time, { text: clock.format(item.time), datetime: new Date(item.time).toISOString() });
    put(state, { text: this.#stateText(item) });
    this.#repair(element.lastElementChild, item);
  }

  #author({ mine, from }) {
    if (mine) {
      return 'You';
    }
    return this.#conversation.kind === 'room'
      ? resource(from) || local(from)
      : this.#chat.contacts.get(bare(from))?.name ?? (local(from) || from);
  }

  #stateText({ state, reason }) {
    return [STATES[state], reason].filter(Boolean).join(': ');
  }

  #repair(line, item) {
    const stuck = item.state === 'failed' || item.state === 'refused' || item.state === 'waiting';
    put(line, { hidden: !stuck });
    if (stuck) {
      const [retry, discard] = line.children;
      const conversation = this.#conversation;
      retry.onclick = () => (item.waits ? this.#chat.outbox.retry(item.key) : this.#chat.sayAgain(conversation, item));
      discard.hidden = !item.waits;
      discard.onclick = () => this.#chat.outbox.discard(item.key);
    }
  }

  /** Keeps what is being read where it is, while older messages come in above it. */
  async #loadOlder() {
    const fromEnd = this.root.scrollHeight - this.root.scrollTop;
    this.older.disabled = true;
    this.items.setAttribute('aria-busy', 'true');
    await this.#chat.asked(this.#chat.history.loadOlder(this.#conversation));
    this.#atEnd = false;
    this.draw();
    this.root.scrollTop = this.root.scrollHeight - fromEnd;
    this.items.removeAttribute('aria-busy');
    this.older.disabled = false;
  }

  #scrolled() {
    this.#atEnd = this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < 40;
  }
}

function unfold(body) {
  body.classList.add('folded');
  return button('Show all', {
    class: 'unfold quiet',
    'aria-expanded': 'false',
    onclick: ({ target }) => {
      const folded = body.classList.toggle('folded');
      target.setAttribute('aria-expanded', String(!folded));
      target.textContent = folded ? 'Show all' : 'Show less';
    },
  });
}

/** Text with its http addresses as links. Only http: and https:, for a javascript: address is a program. */
function linked(text) {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'])/g).map((part, index) => (
    index % 2 ? el('a', { href: part, target: '_blank', rel: 'noopener noreferrer' }, part) : part));
}
