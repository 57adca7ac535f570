import { Problem } from './api.js';

// The archive's messages, a page at a time, newest page first.

const PAGE = 50;

export class History {
  constructor({ api, fetches, events, store }) {
    Object.assign(this, { api, fetches, events, store });
  }

  /** The newest page, when a conversation is opened, and again after events were lost. */
  catchUp(conversation) {
    if (conversation.history === 'none' || conversation.history === 'stale') {
      this.fetches.want(`history ${conversation.id}`, () => this.#loadNewest(conversation));
    }
  }

  async loadOlder(conversation) {
    const page = await this.#page(conversation, conversation.before);
    this.#take(conversation, page, true);
    conversation.continued(page);
    this.store.changed();
  }

  async #loadNewest(conversation) {
    try {
      const page = await this.#page(conversation);
      conversation.begin(page);
      this.#take(conversation, page);
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status !== 501) {
        throw problem;
      }
      conversation.history = 'missing'; // the server keeps no archive
    }
    this.store.changed();
  }

  #page({ kind, id }, before) {
    return this.api.get('/chat/messages', { [kind === 'room' ? 'room' : 'with']: id, max: PAGE, before });
  }

  #take(conversation, page, older = false) {
    const said = page.messages.filter((message) => message.body);
    conversation.inOrder(said, older).forEach((message) => this.events.receive(conversation, message));
  }
}
