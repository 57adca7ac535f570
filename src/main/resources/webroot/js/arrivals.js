// Messages on their way into their conversations, whichever source they come from.
//
// Our own message can come back as an event before the call that sent it has been answered, or although the answer was lost. Until the
// answer tells the id we cannot know it for ours, and it would stand there twice. So it is held until the outbox has settled the one
// with the same text.

export class Arrivals {
  #held = [];

  /** @param isMine (conversation, data) whether it is one of our own */
  constructor({ outbox, isMine }) {
    Object.assign(this, { outbox, isMine });
  }

  /** A message as {id, stanzaId, from, to, body, timestamp or time, sent}. @returns whether it was new */
  receive(conversation, data) {
    const mine = this.isMine(conversation, data);
    if (mine && this.outbox.isUnsettled(conversation.id, data.body)) {
      this.#held.push({ conversation, data });
      return false;
    }
    const { id, stanzaId, from, body } = data;
    const time = data.time ?? (Date.parse(data.timestamp) || Date.now());
    return conversation.add({ id, stanzaId, from, body, mine, state: 'sent', time });
  }

  /** One of ours is acknowledged; its time is this machine's until a copy with the server's comes. */
  delivered(conversation, from, { key, body, time }, id) {
    conversation.add({ key, id, from, body, mine: true, state: 'sent', time, local: true });
  }

  /** The outbox is done with one: what was held for it can be judged. */
  release() {
    const held = this.#held;
    this.#held = [];
    held.forEach(({ conversation, data }) => this.receive(conversation, data));
  }
}
