import { button, el, put } from '../js/dom.js';
import { resource } from '../js/jid.js';
import { ConversationPane } from './conversation-pane.js';

// One of an expert's conversations.

export class DeskPane {
  #chat;
  #talk;

  /**
   * @param talk what Desk.chats has of it
   * @param pass (action) opens the dialog that invites somebody or hands over
   */
  constructor({ chat, talk, title, pass }) {
    this.#chat = chat;
    this.#talk = talk;
    this.title = title;
    this.meeting = el('a', { class: 'meeting', target: '_blank', rel: 'noopener noreferrer' }, 'Video');
    this.invite = button('Invite', { class: 'invite-expert quiet', onclick: () => pass('invite') });
    this.transfer = button('Transfer', { class: 'transfer quiet', onclick: () => pass('transfer') });
    this.leave = button('Leave', { class: 'leave-chat quiet', onclick: () => this.#leave() });
    this.over = el('p', { class: 'news', role: 'status', hidden: true });
    this.pane = new ConversationPane({
      chat,
      back: '#/desk',
      head: [this.meeting, this.invite, this.transfer, this.leave],
      mark: `-${talk.id}`,
    });
    this.pane.root.insertBefore(this.over, this.pane.list.root);
    this.root = this.pane.root;
    put(this.root, { 'data-chat': talk.id });
  }

  /** @returns whether it could be focused: a room that is still to be entered has no place to write */
  focus() {
    if (!this.pane.conversation) {
      return false;
    }
    this.pane.focus();
    return true;
  }

  close() {
    if (this.pane.conversation) {
      this.pane.close();
    }
  }

  draw() {
    const { desk, store } = this.#chat;
    const { room, entered, url, metaData } = this.#talk;
    const over = desk.isOver(this.#talk);
    if (entered && !this.pane.conversation) {
      this.pane.open(store.conversation(room, 'room'), { focus: false });
    }
    if (this.pane.conversation) {
      this.pane.draw({ title: this.title, detail: this.#detail(metaData), silent: over });
    } else {
      put(this.pane.heading, { text: this.title });
      put(this.pane.detail, { text: metaData?.question ?? '' });
      put(this.pane.form, { hidden: true });
    }
    this.#drawOver(over, entered);
    put(this.meeting, { href: /^https?:/.test(url) ? url : null, hidden: over || !/^https?:/.test(url) });
    put(this.invite, { hidden: over || !entered });
    put(this.transfer, { hidden: over || !entered });
    put(this.leave, { text: over ? 'Close' : 'Leave', hidden: !entered });
  }

  #drawOver(over, entered) {
    const text = over ? 'This conversation is over.' : entered ? '' : 'The room is being made…';
    put(this.over, { text, hidden: !text });
  }

  /** The question, and who else is there. */
  #detail(metaData) {
    const me = this.#chat.store.joined.get(this.#talk.room)?.nick;
    const names = this.pane.conversation.occupants.map(({ jid }) => resource(jid)).filter((name) => name && name !== me);
    return [metaData?.question, names.length ? `with ${names.join(', ')}` : ''].filter(Boolean).join(' · ');
  }

  async #leave() {
    this.leave.disabled = true;
    await this.#chat.asked(this.#chat.desk.close(this.#talk));
    this.leave.disabled = false;
    location.hash = '#/desk';
    this.#chat.store.changed();
  }
}
