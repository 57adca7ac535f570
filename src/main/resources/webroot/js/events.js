import { Arrivals } from './arrivals.js';
import { bare, resource } from './jid.js';

// What each event means for what the page shows. One function per channel; a channel without one only shows in the event log.

export class Events {
  #arrivals;
  #handlers = {
    'chatapi.chat': (data) => (data.state ? this.#chatState(data) : this.#chat(data)),
    'chatapi.muc': (data) => this.#muc(data),
    'chatapi.presence': (data) => this.#presence(data),
    'chatapi.assist': (data) => this.chat.desk.handle(data),
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
    this.#arrivals = new Arrivals({ outbox, isMine: (conversation, data) => this.#isMine(conversation, data) });
  }

  handle({ channel, id, data }) {
    this.store.logged(channel, id, data);
    this.#handlers[channel]?.(data);
    this.store.changed();
  }

  /** A message from any source, as {id, stanzaId, from, to, body, timestamp or time, sent}, to its conversation. Whether it was new. */
  receive(conversation, data) {
    return this.#arrivals.receive(conversation, data);
  }

  delivered(entry, id) {
    const { kind, to } = entry;
    const from = kind === 'room' ? `${to}/${this.store.joined.get(to)?.nick}` : this.store.me.jid;
    this.#arrivals.delivered(this.store.conversation(to, kind), from, entry, id);
  }

  /** The outbox is done with one. */
  release() {
    this.#arrivals.release();
    this.store.changed();
  }

  #chat(data) {
    if (!data.body) {
      return;
    }
    const other = bare(data.from) === this.store.me.jid ? data.to : data.from;
    const aside = this.store.joined.has(bare(other)); // a private word in a room: the whole address says with whom
    const conversation = this.store.conversation(aside ? other : bare(other));
    conversation.typing.ended(bare(data.from));
    this.#arrived(conversation, data);
  }

  #muc(data) {
    if (data.type === 'invitationReceived') {
      const { inviter, reason } = data;
      const password = data.password === 'null' ? undefined : data.password; // as the older API wrote "none"
      this.store.invitations.set(data.room, { inviter, reason, password });
      this.chat.desk.invited(data);
      return;
    }
    const conversation = this.store.conversation(bare(data.from), 'room');
    if (data.state) {
      this.#roomState(conversation, data);
    } else if (data.type === 'groupchat' && data.body) {
      conversation.typing.ended(data.from);
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

  #roomState(conversation, data) {
    if (!this.#isMine(conversation, data)) {
      this.#types(conversation, data.from, data.state);
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
    this.#types(this.store.conversation(who), who, state);
  }

  #types(conversation, who, state) {
    conversation.typing.tell(who, state, () => this.store.changed());
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
