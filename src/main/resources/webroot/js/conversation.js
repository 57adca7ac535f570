import { bare } from './jid.js';
import { Typing } from './typing.js';

// The messages with one person or in one room: each once, in order, from three sources that overlap: live events, events replayed
// after a reconnect, and pages of history.

const STEP = 0.001; // ms
const MOST = 2000; // messages kept; beyond it the oldest go, and paging back is over

export class Conversation {
  #byId = new Map();
  #byStanzaId = new Map();
  #arrivals = 0;

  /** @param kind 'chat' or 'room' */
  constructor(id, kind) {
    this.id = id;
    this.kind = kind;
    this.messages = [];
    this.before = null; // the archive's cursor for older messages
    this.complete = false; // whether the archive has nothing older
    this.history = 'none'; // 'none', 'loaded', 'stale' (events were lost since) or 'missing' (the server keeps no archive)
    this.unread = 0;
    this.subject = '';
    this.typing = new Typing();
    this.occupants = [];
  }

  get canPageBack() {
    return this.history === 'loaded' && !this.complete && this.messages.length < MOST;
  }

  get last() {
    return this.messages.at(-1);
  }

  /**
   * Takes a message in, unless it is known; then what this copy knows better (the server's time, the archive's id) is taken from it.
   *
   * @param message {id, stanzaId, from, body, mine, time, local}; local: the time is this machine's, not the server's
   * @returns whether it was new
   */
  add(message) {
    const known = this.#find(message);
    if (known) {
      this.#improve(known, message);
      return false;
    }
    message.key ??= `m${this.id}:${this.#arrivals}`;
    message.arrival = this.#arrivals++;
    message.order = this.#order(message);
    this.#index(message);
    this.#place(message);
    return true;
  }

  /** The message that one of ours became, by the id that POST answered. */
  mine(id) {
    return this.messages.find((message) => message.mine && message.id === id);
  }

  /** Only on arrival: paging back must not lose at once what it brought. */
  trim() {
    while (this.messages.length > MOST) {
      this.#drop(this.messages.shift());
      this.before = this.messages.find((message) => message.stanzaId)?.stanzaId ?? this.before;
      this.complete = false;
    }
  }

  /**
   * The newest page of history is there. If it does not reach back to what we have, what lies between is unknown: then what we
   * have goes, and paging back brings it in order.
   */
  begin(page) {
    const reaches = this.history === 'stale' && page.messages.some((message) => this.#find(message));
    if (this.history === 'stale' && !reaches && page.messages.length) {
      const oldest = Date.parse(page.messages[0].timestamp);
      this.messages.filter((message) => message.order < oldest).forEach((message) => this.#drop(message));
      this.messages = this.messages.filter((message) => message.order >= oldest);
    }
    if (!reaches) {
      this.continued(page);
    }
    this.history = 'loaded';
  }

  /**
   * An archive's page, its messages with times that keep its order. An archive may keep whole seconds, in which much is said; live
   * events tell milliseconds, so those of the page that are known already keep the time they have.
   *
   * @param older whether the page comes before all that we have
   */
  inOrder(messages, older) {
    const times = messages.map((message) => this.#find(message)?.order ?? Date.parse(message.timestamp));
    if (older) {
      times.reduceRight((next, time, at) => (times[at] = Math.min(time, next - STEP)), this.messages[0]?.order ?? Infinity);
    } else {
      times.reduce((last, time, at) => (times[at] = Math.max(time, last + STEP)), -Infinity);
    }
    return messages.map((message, at) => ({ ...message, time: times[at] }));
  }

  /** An older page is there, and the archive's cursor for the next. */
  continued(page) {
    this.before = page.before ?? null;
    this.complete = page.complete || !page.before;
  }

  /**
   * A duplicate has the same id from the same sender; the sender belongs to it, since ids are the senders' own. Some clients start
   * again at "1" after a restart: two archive ids that differ tell two messages apart, whatever their ids are.
   */
  #find(message) {
    if (message.stanzaId && this.#byStanzaId.has(message.stanzaId)) {
      return this.#byStanzaId.get(message.stanzaId);
    }
    const known = message.id ? this.#byId.get(this.#name(message)) : undefined;
    const another = known?.stanzaId && message.stanzaId && known.stanzaId !== message.stanzaId;
    return another ? undefined : known;
  }

  #name(message) {
    return `${this.kind === 'room' ? message.from : bare(message.from)} ${message.id}`;
  }

  #index(message) {
    if (message.id) {
      this.#byId.set(this.#name(message), message);
    }
    if (message.stanzaId) {
      this.#byStanzaId.set(message.stanzaId, message);
    }
  }

  #drop(message) {
    this.#byStanzaId.delete(message.stanzaId);
    if (this.#byId.get(this.#name(message)) === message) {
      this.#byId.delete(this.#name(message));
    }
  }

  #improve(known, copy) {
    known.stanzaId ??= copy.stanzaId;
    this.#index(known);
    if (known.local && !copy.local) {
      known.local = false;
      known.time = copy.time;
      known.order = copy.time;
      this.messages.splice(this.messages.indexOf(known), 1);
      this.#place(known);
    }
  }

  /** One of ours, until the server's time is known, stands behind all that we had seen: this machine's clock may be wrong. */
  #order(message) {
    return message.local && this.last ? this.last.order + 1 : message.time;
  }

  #place(message) {
    let at = this.messages.length;
    while (at > 0 && this.#isAfter(this.messages[at - 1], message)) {
      at -= 1;
    }
    this.messages.splice(at, 0, message);
  }

  #isAfter(one, other) {
    return one.order > other.order || (one.order === other.order && one.arrival > other.arrival);
  }
}
