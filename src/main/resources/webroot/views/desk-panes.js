import { asker } from '../js/desk.js';
import { el, keyed } from '../js/dom.js';
import { DeskPane } from './desk-pane.js';
import { PassDialog } from './pass-dialog.js';

// Conversations side by side, as many as the window has room for; the others wait in the list.

const MOST = 4;
const NARROWEST = 340; // CSS pixels of one pane

export class DeskPanes {
  #chat;
  #order = []; // ids, the one last chosen first
  #panes = new Map(); // id -> DeskPane
  #wanted = null; // what gets the focus as soon as it is there

  constructor({ chat }) {
    this.#chat = chat;
    this.dialog = new PassDialog({ chat });
    this.nothing = el('p', { class: 'nothing' }, 'Conversations open here when you accept a question.');
    this.grid = el('div', { class: 'panes' });
    this.root = el('div', { class: 'detail' }, this.nothing, this.grid, this.dialog.root);
    this.resized = new ResizeObserver(() => chat.store.changed());
    this.resized.observe(this.root);
  }

  /** The rooms that a person sees; on a phone that may be none, while the list is in front. */
  get rooms() {
    return this.#order.filter((id) => this.shows(id)).map((id) => this.#chat.desk.chats.get(id)?.room).filter(Boolean);
  }

  shows(id) {
    return this.root.clientWidth > 0 && this.#first().includes(id);
  }

  toFront(id) {
    if (!this.shows(id)) {
      this.#order = [id, ...this.#order.filter((one) => one !== id)];
    }
    this.#wanted = id;
    this.#chat.store.changed();
  }

  close() {
    this.#panes.forEach((pane) => pane.close());
  }

  draw() {
    const { chats } = this.#chat.desk;
    this.#order = [...this.#order.filter((id) => chats.has(id)), ...[...chats.keys()].filter((id) => !this.#order.includes(id))];
    const first = this.#first();
    const seen = [...chats.keys()].filter((id) => first.includes(id)); // in the order they came: a pane must not jump while somebody writes
    this.#panes.forEach((pane, id) => seen.includes(id) || this.#drop(id));
    keyed(this.grid, seen.map((id) => ({ key: id, id })), ({ id }) => this.#pane(id).root, (root, { id }) => this.#pane(id).draw());
    this.nothing.hidden = seen.length > 0;
    this.#focus();
  }

  #focus() {
    if (this.#panes.get(this.#wanted)?.focus()) {
      this.#wanted = null;
    }
  }

  #first() {
    const room = Math.floor(this.root.clientWidth / NARROWEST);
    return this.#order.slice(0, Math.min(MOST, Math.max(1, room)));
  }

  #pane(id) {
    if (!this.#panes.has(id)) {
      const talk = this.#chat.desk.chats.get(id);
      const pass = (action) => this.dialog.open(action, talk);
      this.#panes.set(id, new DeskPane({ chat: this.#chat, talk, title: asker(talk), pass }));
    }
    return this.#panes.get(id);
  }

  #drop(id) {
    this.#panes.get(id).close();
    this.#panes.delete(id);
  }
}
