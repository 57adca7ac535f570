import { asker } from '../js/desk.js';
import { avatar, el, keyed, put } from '../js/dom.js';
import { DeskOffers } from './desk-offers.js';
import { DeskPanes } from './desk-panes.js';
import { DeskWorkgroups } from './desk-workgroups.js';

// The expert's desk: whether one is there, the workgroups with their queues, questions that are offered, and the conversations.

export class DeskSection {
  static path = 'desk';
  static label = 'Desk';
  #chat;
  #chosen = null;

  constructor(chat) {
    this.#chat = chat;
    this.heading = el('h2', { tabindex: '-1' }, 'Desk');
    this.offers = new DeskOffers({ chat, onGone: () => this.heading.focus() });
    this.workgroups = new DeskWorkgroups({ chat });
    this.panes = new DeskPanes({ chat });
    this.available = el('input', { id: 'desk-available', type: 'checkbox', role: 'switch', onchange: () => this.#attend() });
    this.sound = el('input', { id: 'desk-sound', type: 'checkbox', role: 'switch', onchange: () => this.#hear() });
    this.sound.checked = chat.desk.chime.on;
    this.chats = el('ul', { id: 'desk-chats', class: 'items', 'aria-label': 'Conversations' });
    this.news = el('ul', { id: 'desk-news', class: 'cards news', role: 'log', 'aria-label': 'What happened' });
    this.root = el('div', { class: 'section' },
      el('aside', { class: 'list', 'aria-label': 'Desk' },
        this.heading,
        el('div', { class: 'switches' },
          el('label', { for: 'desk-available' }, this.available, ' Available for questions'),
          el('label', { for: 'desk-sound' }, this.sound, ' Sound')),
        this.offers.root, this.chats, this.news, this.workgroups.root),
      this.panes.root);
  }

  /** Not an expert's: then nobody needs to see it. */
  get useless() {
    return !this.#chat.desk.workgroups.length && !this.#chat.desk.chats.size;
  }

  get unread() {
    const { desk, store } = this.#chat;
    const talks = [...desk.chats.values()].map(({ room }) => store.conversations.get(room)?.unread ?? 0);
    return talks.reduce((sum, one) => sum + one, desk.offers.size);
  }

  get openIds() {
    return this.panes.rooms;
  }

  /** @param id a request's, whose conversation is to be in front */
  open(id) {
    this.#chosen = id;
    if (id) {
      this.panes.toFront(id);
    }
  }

  closed() {
    this.panes.close();
    this.offers.close();
  }

  draw() {
    const { desk, store } = this.#chat;
    this.available.checked = store.own.show === 'available' || store.own.show === 'chat';
    put(this.root, { 'data-detail': desk.chats.has(this.#chosen) ? this.#chosen : null });
    this.panes.draw();
    this.offers.draw();
    this.workgroups.draw();
    keyed(this.chats, [...desk.chats.values()].map((chat) => ({ key: chat.id, ...chat })), (item) => this.#item(item),
      (element, item) => this.#update(element, item));
    keyed(this.news, desk.news, ({ text }) => el('li', { class: 'card' }, text), () => {});
    put(this.chats, { hidden: !desk.chats.size });
    put(this.news, { hidden: !desk.news.length });
  }

  #item(chat) {
    return el('li', { class: 'item', 'data-chat': chat.id },
      el('a', { href: `#/desk/${encodeURIComponent(chat.id)}`, onclick: () => this.open(chat.id) },
        avatar(asker(chat)),
        el('span', { class: 'names' }, el('span', { class: 'name' }, asker(chat)), el('span', { class: 'sub' })),
        el('span', { class: 'badge' })));
  }

  #update(element, chat) {
    const { desk, store } = this.#chat;
    const unread = store.conversations.get(chat.room)?.unread ?? 0;
    const [, names, badge] = element.firstElementChild.children;
    put(element.firstElementChild, { 'aria-current': this.panes.shows(chat.id) ? 'true' : null });
    put(names.lastElementChild, { text: desk.isOver(chat) ? 'It is over' : chat.metaData?.question ?? '' });
    put(badge, { text: unread ? String(unread) : '', 'aria-label': unread ? `${unread} unread` : null });
  }

  #attend() {
    this.#chat.asked(this.#chat.setPresence(this.available.checked ? 'available' : 'away', this.#chat.store.own.status));
  }

  #hear() {
    const { chime } = this.#chat.desk;
    chime.turn(this.sound.checked);
    chime.ring();
  }
}
