import { SHOWS, el, keyed, put } from '../js/dom.js';

// What surrounds the sections: the bar with one's own presence, the state of the connection, the way from section to section. The
// address's hash says where we are (#/people/bob%40example.org), so that a reload, Back and a bookmark work.

const $ = (id) => document.getElementById(id);
const STREAM = { connecting: 'Connecting…', open: 'Connected', waiting: 'Waiting to reconnect…', closed: 'Not connected' };

export class Shell {
  #chat;
  #sections;
  #current = null;
  #openId = null;
  #listening = new AbortController();

  constructor({ chat, sections, onLogOff }) {
    this.#chat = chat;
    this.#sections = sections.map((Section) => ({ name: Section.path, label: Section.label, view: new Section(chat) }));
    $('app').hidden = false;
    this.#ownPresence();
    this.#on($('logoff'), 'click', onLogOff);
    this.#on($('notice-close'), 'click', () => this.#dismiss());
    this.#on(window, 'hashchange', () => this.#go());
    this.#on(document, 'visibilitychange', () => this.draw());
    this.#go();
  }

  /** Whether a person is looking at this conversation. */
  isOpen(id) {
    return !document.hidden && this.#openIds().includes(id);
  }

  /** One conversation, or those that stand side by side. */
  #openIds() {
    return this.#current.view.openIds ?? [this.#openId];
  }

  close() {
    this.#listening.abort();
    this.#current?.view.closed?.();
    $('content').replaceChildren();
    $('app').hidden = true;
    document.title = 'Parley';
  }

  draw() {
    const { store } = this.#chat;
    const seen = document.hidden ? [] : this.#openIds().map((id) => store.conversations.get(id)).filter((one) => one?.unread);
    if (seen.length) {
      seen.forEach((conversation) => (conversation.unread = 0));
      store.changed();
    }
    this.#drawBar(store);
    this.#drawNav();
    this.#current.view.draw();
  }

  #on(target, event, listener) {
    target.addEventListener(event, listener, { signal: this.#listening.signal });
  }

  #go() {
    const [name, id] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
    const section = this.#sections.find((one) => one.name === name) ?? this.#sections[0];
    if (section !== this.#current) {
      this.#current?.view.closed?.();
      this.#current = section;
      $('content').replaceChildren(section.view.root);
    }
    this.#openId = id || null;
    section.view.open(this.#openId);
    this.draw();
  }

  #drawBar(store) {
    put($('me'), { text: store.me.jid });
    put($('connection'), { 'data-state': store.stream });
    put($('connection-text'), { text: STREAM[store.stream] });
    if (!$('own-presence').contains(document.activeElement)) {
      $('own-show').value = store.own.show;
      $('own-status').value = store.own.status;
    }
    const banner = this.#bannerText(store);
    put($('banner'), { text: banner, hidden: !banner });
    put($('notice-text'), { text: store.notice });
    put($('notice'), { hidden: !store.notice });
  }

  #bannerText({ stream, server, wasOpen }) {
    const first = stream === 'connecting' && !wasOpen && navigator.onLine; // the moment after a log in or a reload: no news
    if (stream !== 'open' && !first) {
      return navigator.onLine
        ? 'The connection is being made. What you write is kept and sent then.'
        : 'You are offline. What you write is kept and sent when the network is back.';
    }
    return {
      reconnecting: 'The chat server is being reached again. What you write is kept and sent then.',
      lost: 'The chat server is away. What you write is kept and sent when it is back.',
    }[server] ?? '';
  }

  #drawNav() {
    const useful = this.#sections.filter((section) => section === this.#current || !section.view.useless);
    const items = useful.map((section) => ({ key: section.name, section, unread: section.view.unread ?? 0 }));
    keyed($('nav'), items, ({ section }) => el('a', { href: `#/${section.name}`, 'data-section': section.name },
      el('span', {}, section.label), el('span', { class: 'badge' })), (link, { section, unread }) => {
      put(link, { 'aria-current': section === this.#current ? 'page' : null });
      put(link.lastElementChild, { text: unread ? String(unread) : '', 'aria-label': unread ? `${unread} unread` : null });
    });
  }

  #ownPresence() {
    $('own-show').replaceChildren(...Object.entries(SHOWS).map(([value, text]) => el('option', { value }, text)));
    const set = () => this.#chat.asked(this.#chat.setPresence($('own-show').value, $('own-status').value.trim()));
    this.#on($('own-show'), 'change', set);
    this.#on($('own-presence'), 'submit', (event) => {
      event.preventDefault();
      set();
    });
  }

  #dismiss() {
    this.#chat.store.notice = '';
    this.#chat.store.changed();
  }
}
