import { bare, resource } from './jid.js';

// What each event means for what the page shows. One function per channel; a channel without one only shows in the event log.

const TYPING_LASTS = 15_000; // ms; who closes the lid while typing never says so

export class Events {
  #held = []; // copies of messages that may be ones of ours still in the outbox
  #handlers = {
    'chatapi.chat': (data) => (data.state ? this.#chatState(data) : this.#chat(data)),
    'chatapi.muc': (data) => this.#muc(data),
    'chatapi.presence': (data) => this.#presence(data),
    'chatapi.error': (data) => this.#refused(data),
    'chatapi.connection': ({ state }) => this.#connection(state),
    'chatapi.reset': ({ scope }) => this.chat.refresh(scope),
    'chatapi.closed': ({ reason }) => this.chat.ended(reason),
  };

  /**
   * @param chat   what to call when state must be fetched
   * @param isOpen (conversation id) whether a person is looking at it
   */
  constructor({ store, contacts, outbox, chat, isOpen }) {
    Object.assign(this, { store, contacts, outbox, chat, isOpen });
  }

  handle({ channel, id, data }) {
    this.store.logged(channel, id, data);
    this.#handlers[channel]?.(data);
    this.store.changed();
  }

  /**
   * A message from any source, as {id, stanzaId, from, to, body, timestamp or time, sent}, to its conversation. Whether it was new.
   *
   * Our own message can come back as an event before POST has answered, or although the answer was lost. Until the answer tells the id we
   * cannot know it for ours, and it would stand there twice. So it is held until the outbox has settled the one with the same text.
   */
  receive(conversation, data) {
    const mine = this.#isMine(conversation, data);
    if (mine && this.outbox.isUnsettled(conversation.id, data.body)) {
      this.#held.push({ conversation, data });
      return false;
    }
    const { id, stanzaId, from, body } = data;
    const time = data.time ?? (Date.parse(data.timestamp) || Date.now());
    return conversation.add({ id, stanzaId, from, body, mine, state: 'sent', time });
  }

  /** One of ours is acknowledged; its time is this machine's until a copy with the server's comes. */
  delivered({ kind, to, key, body, time }, id) {
    const from = kind === 'room' ? `${to}/${this.store.joined.get(to)?.nick}` : this.store.me.jid;
    this.store.conversation(to, kind).add({ key, id, from, body, mine: true, state: 'sent', time, local: true });
  }

  /** The outbox is done with one: what was held for it can be judged. */
  release() {
    const held = this.#held;
    this.#held = [];
    held.forEach(({ conversation, data }) => this.receive(conversation, data));
    this.store.changed();
  }

  #chat(data) {
    if (!data.body) {
      return;
    }
    const other = bare(data.from) === this.store.me.jid ? data.to : data.from;
    const aside = this.store.joined.has(bare(other)); // a private word in a room: the whole address says with whom
    const conversation = this.store.conversation(aside ? other : bare(other));
    this.#quiet(conversation, bare(data.from));
    this.#arrived(conversation, data);
  }

  #muc(data) {
    if (data.type === 'invitationReceived') {
      const { inviter, reason } = data;
      const password = data.password === 'null' ? undefined : data.password; // as the older API wrote "none"
      this.store.invitations.set(data.room, { inviter, reason, password });
      return;
    }
    const conversation = this.store.conversation(bare(data.from), 'room');
    if (data.type === 'groupchat' && data.body) {
      this.#arrived(conversation, data);
    } else if (data.type === 'subject') {
      conversation.subject = data.subject ?? data.body ?? '';
    } else if (data.self && data.type === 'occupantLeft') {
      this.chat.isOut(conversation.id, data.reason);
    } else if (data.type !== 'groupchat') {
      if (data.self) { // by another tab of ours, perhaps
        this.store.joined.set(conversation.id, { ...this.store.joined.get(conversation.id), nick: data.nickname });
      }
      this.chat.occupantsChanged(conversation); // occupantJoined, occupantLeft
    }
  }

  #arrived(conversation, data) {
    if (!this.receive(conversation, data)) {
      return;
    }
    conversation.trim();
    if (!this.#isMine(conversation, data) && !this.isOpen(conversation.id)) {
      conversation.unread += 1;
    }
  }

  #isMine(conversation, { from, sent }) {
    return conversation.kind === 'room'
      ? resource(from) === this.store.joined.get(conversation.id)?.nick
      : Boolean(sent) || bare(from) === this.store.me.jid;
  }

  #chatState({ from, state }) {
    const who = bare(from);
    if (who === this.store.me.jid) {
      return;
    }
    const conversation = this.store.conversation(who);
    this.#quiet(conversation, who);
    if (state === 'composing') {
      conversation.typing.set(who, setTimeout(() => {
        conversation.typing.delete(who);
        this.store.changed();
      }, TYPING_LASTS));
    }
  }

  #quiet(conversation, who) {
    clearTimeout(conversation.typing.get(who));
    conversation.typing.delete(who);
  }

  #presence(data) {
    const who = bare(data.from);
    if (data.type === 'subscribe') {
      this.store.requests.add(who);
    } else if (data.type !== 'presence') {
      this.chat.contactsChanged(); // subscribed, unsubscribed
    } else if (data.from === this.store.me.device) {
      this.store.own = { show: data.show, status: data.status ?? '' }; // set in another tab of ours
    } else {
      this.chat.quietly(this.contacts.device(data));
    }
  }

  /** A message that was acknowledged and refused later. */
  #refused({ id, from, text, condition }) {
    const message = [...this.store.conversations.values()].find((one) => one.id === bare(from ?? ''))?.mine(id);
    if (message) {
      message.state = 'refused';
      message.reason = text || condition;
    }
  }

  #connection(state) {
    this.store.server = state;
    if (state === 'connected') {
      this.outbox.flush();
    }
  }
}
