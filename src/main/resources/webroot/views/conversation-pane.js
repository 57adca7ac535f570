import { el, put } from '../js/dom.js';
import { resource } from '../js/jid.js';
import { MessageList } from './message-list.js';

// One conversation: its messages and the place to write. The same for a person and for a room; what differs comes from outside as `head`.

const PAUSE = 4_000; // ms without a key until "typing" is over

export class ConversationPane {
  #chat;
  #conversation = null;
  #typing = null;

  /**
   * @param back where the list is, for narrow screens where only one of the two is seen; null: nowhere
   * @param mark the end of the ids in it, where several panes stand side by side
   */
  constructor({ chat, back, head, mark = '' }) {
    this.#chat = chat;
    this.heading = el('h2', { id: `conversation-title${mark}`, tabindex: '-1' });
    this.detail = el('p', { id: `conversation-detail${mark}`, class: 'hint' });
    this.list = new MessageList({ chat, mark });
    this.hint = el('p', { id: `typing${mark}`, class: 'typing', 'aria-live': 'polite' });
    this.text = el('textarea', {
      id: `composer${mark}`,
      rows: '1',
      placeholder: 'Write a message',
      oninput: () => this.#written(),
      onkeydown: (event) => this.#key(event),
    });
    this.root = el('section', { class: 'pane', 'aria-labelledby': `conversation-title${mark}` },
      el('header', { class: 'pane-head' },
        back && el('a', { class: 'back', href: back, 'aria-label': 'Back to the list' }, '‹'),
        el('div', { class: 'pane-name' }, this.heading, this.detail),
        ...head),
      this.list.root,
      this.hint,
      this.form = el('form', { class: 'composer', onsubmit: (event) => this.#send(event) },
        el('label', { class: 'unseen', for: `composer${mark}` }, 'Message'),
        this.text,
        el('button', { id: `send${mark}`, class: 'primary', type: 'submit' }, 'Send')));
  }

  get conversation() {
    return this.#conversation;
  }

  open(conversation, { focus = true } = {}) {
    if (this.#conversation !== conversation) {
      this.#stopTyping();
      this.#conversation = conversation;
      this.text.value = this.#chat.store.drafts.get(conversation.id) ?? '';
      this.list.open(conversation);
    }
    this.#chat.history.catchUp(conversation);
    if (focus) {
      this.focus();
    }
  }

  /** A touch screen's keyboard covers half of what somebody came to read: there the heading gets the focus. */
  focus() {
    (touches() || this.form.hidden ? this.heading : this.text).focus({ preventScroll: true });
  }

  close() {
    this.#stopTyping();
    this.#conversation = null;
  }

  /** @param silent whether nothing can be said here any more */
  draw({ title, detail, silent = false }) {
    const { id, kind, typing } = this.#conversation;
    put(this.root, { 'data-conversation': id, 'data-kind': kind });
    put(this.heading, { text: title });
    put(this.detail, { text: detail });
    put(this.hint, { text: typingText(kind === 'room' ? typing.who.map(resource) : typing.who.map(() => title)) });
    put(this.form, { hidden: silent });
    this.list.draw();
  }

  #send(event) {
    event.preventDefault();
    const body = this.text.value;
    if (!body.trim()) {
      return;
    }
    clearTimeout(this.#typing); // a message says by itself that the typing is over
    this.#typing = null;
    if (this.#chat.say(this.#conversation, body)) {
      this.text.value = '';
    } else {
      this.#chat.store.notice = 'Too many messages wait to be sent. Please wait until the connection is back.';
      this.#chat.store.changed();
    }
    this.list.toEnd();
    this.text.focus();
  }

  #key(event) {
    // isComposing: in Chinese or Japanese input, Enter chooses a word. A touch screen's keyboard has no Shift+Enter for a new line.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && !touches()) {
      this.#send(event);
    } else if (event.key === 'Escape') {
      document.querySelector('.list a[aria-current]')?.focus();
    }
  }

  #written() {
    this.#chat.store.draft(this.#conversation.id, this.text.value);
    if (!this.text.value) {
      this.#stopTyping();
      return;
    }
    if (this.#typing === null) {
      this.#chat.chatState(this.#conversation, 'composing'); // once, not with every key
    }
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#stopTyping(), PAUSE);
  }

  #stopTyping() {
    if (this.#typing !== null) {
      clearTimeout(this.#typing);
      this.#typing = null;
      this.#chat.chatState(this.#conversation, 'paused');
    }
  }
}

function typingText(names) {
  return names.length ? `${names.join(', ')} ${names.length > 1 ? 'are' : 'is'} typing…` : '';
}

function touches() {
  return matchMedia('(pointer: coarse)').matches;
}
