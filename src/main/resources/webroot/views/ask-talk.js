import { button, el, put } from '../js/dom.js';
import { ConversationPane } from './conversation-pane.js';

// The conversation with the experts, as the visitor has it.

export class AskTalk {
  #visitor;

  constructor({ visitor }) {
    this.#visitor = visitor;
    this.meeting = el('a', { id: 'meeting', class: 'meeting', target: '_blank', rel: 'noopener noreferrer' }, 'Meet by video');
    this.leave = button('Leave', { id: 'ask-leave', class: 'quiet', onclick: () => this.#leave() });
    this.news = el('p', { id: 'visit-news', class: 'news' });
    this.pane = new ConversationPane({ chat: visitor, back: null, head: [this.meeting, this.leave] });
    this.pane.root.insertBefore(this.news, this.pane.list.root);
    this.root = this.pane.root;
    this.pane.open(visitor.visit.conversation, { focus: false });
  }

  focus() {
    this.pane.focus();
  }

  closed() {
    this.pane.close();
  }

  draw() {
    const { occupants, url, news, request } = this.#visitor.visit;
    this.pane.draw({ title: occupants.size ? [...occupants].join(', ') : 'An expert is coming…', detail: request.question ?? '' });
    put(this.news, { text: news, hidden: !news });
    put(this.meeting, { href: webAddress(url), hidden: !webAddress(url) });
  }

  async #leave() {
    this.leave.disabled = true;
    await this.#visitor.asked(this.#visitor.cancel());
    this.leave.disabled = false;
  }
}

/** A link only to a web page: a javascript: address is a program. */
function webAddress(url) {
  return /^https?:/.test(url) ? url : null;
}
