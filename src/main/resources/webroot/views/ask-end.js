import { button, el, put } from '../js/dom.js';
import { askingFailed, departed, takesMessage } from '../js/words.js';
import { MessageList } from './message-list.js';

// It is over: why, what was said, a message for the experts where nobody was there, and the way to the next question.

export class AskEnd {
  #visitor;

  constructor({ visitor }) {
    this.#visitor = visitor;
    const { conversation, request } = visitor.visit;
    this.heading = el('h1', { tabindex: '-1', id: 'ask-ended' });
    this.hint = el('p', { class: 'hint' }, 'Leave a message, and an expert finds it later.');
    this.text = el('textarea', { id: 'ask-message', rows: '4', maxlength: '4000', required: true });
    this.text.value = request.question ?? '';
    this.error = el('p', { id: 'ask-message-error', class: 'error', role: 'alert' });
    this.send = el('button', { id: 'ask-message-send', class: 'primary', type: 'submit' }, 'Leave the message');
    this.left = el('p', { id: 'ask-message-left', role: 'status' });
    this.form = el('form', { id: 'ask-message-form', onsubmit: (event) => this.#leave(event) },
      this.hint, el('label', { for: 'ask-message' }, 'Your message'), this.text, this.error, this.send);
    this.list = new MessageList({ chat: { outbox: { of: () => [] }, contacts: visitor.contacts, store: visitor.store } });
    this.list.open(conversation);
    this.said = el('div', { class: 'ask-said' }, this.list.root);
    this.root = el('div', { class: 'ask-card ask-over' }, this.heading, this.form, this.left, this.said,
      el('p', { class: 'buttons' }, button('Ask another question', { id: 'ask-again', onclick: () => visitor.forget() })));
  }

  focus() {
    this.heading.focus();
  }

  draw() {
    const { conversation, reason } = this.#visitor.visit;
    put(this.heading, { text: departed(reason) });
    put(this.form, { hidden: !takesMessage(reason) || Boolean(this.left.textContent) });
    put(this.said, { hidden: !conversation.messages.length });
    this.list.draw();
  }

  async #leave(event) {
    event.preventDefault();
    this.error.textContent = '';
    this.send.disabled = true;
    try {
      await this.#visitor.leaveMessage(this.text.value.trim());
      put(this.left, { text: 'Thank you. Your message is left for the experts.' });
      this.draw();
    } catch (problem) {
      this.error.textContent = askingFailed(problem);
    }
    this.send.disabled = false;
  }
}
