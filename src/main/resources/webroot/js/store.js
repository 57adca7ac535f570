import { bare, domain, local } from './jid.js';
import { Conversation } from './conversation.js';

// All that the page shows, and nothing else: whoever changes it calls changed(), and the page is drawn anew, once a frame.

const LOG_LINES = 200;
const LOG_TEXT = 4_000; // characters of one event; a body may have 100 kB
const DRAFT = 10_000;

export class Store {
  #memory;
  #onChange;
  #frame = null;

  constructor({ login, memory, onChange }) {
    this.#memory = memory;
    this.#onChange = onChange;
    const { jid, streamid } = login;
    this.me = { jid: bare(jid), device: jid, name: local(jid), domain: domain(jid), streamid };
    this.stream = 'closed'; // as EventStream tells
    this.server = 'connected'; // as chatapi.connection tells
    this.conversations = new Map();
    this.rooms = [];
    this.log = [];
    this.logCount = 0;
    this.wasOpen = false; // whether the stream has been open since the page came
    this.notice = '';
    this.alert = ''; // what cannot wait until somebody looks here: the title says it
    this.#recall();
  }

  conversation(id, kind = 'chat') {
    if (!this.conversations.has(id)) {
      this.conversations.set(id, new Conversation(id, kind));
    }
    return this.conversations.get(id);
  }

  forgetConversation(id) {
    this.conversations.delete(id);
    this.changed();
  }

  get unread() {
    return [...this.conversations.values()].reduce((sum, one) => sum + one.unread, 0);
  }

  logged(channel, id, data) {
    const text = typeof data === 'string' ? data : JSON.stringify(data, null, 2);
    const cut = text.length - LOG_TEXT;
    this.logCount += 1;
    this.log.unshift({
      key: `e${this.logCount}`,
      time: new Date(),
      channel,
      id,
      text: cut > 0 ? `${text.slice(0, LOG_TEXT)}\n… and ${cut} characters more` : text,
    });
    this.log.length = Math.min(this.log.length, LOG_LINES);
  }

  draft(id, text) {
    this.drafts.delete(id);
    if (text && text.length <= DRAFT) {
      this.drafts.set(id, text);
    }
    this.#keep();
  }

  changed() {
    this.#keep();
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#onChange();
    });
    document.title = [this.alert, this.unread ? `(${this.unread}) Parley` : 'Parley'].filter(Boolean).join(' – '); // also while the tab is hidden and draws no frames
  }

  /** What came as an event and can be had in no other way must survive the reload; the rest is fetched again. */
  #keep() {
    const unread = [...this.conversations.values()].filter((one) => one.unread).map(({ id, kind, unread }) => ({ id, kind, unread }));
    this.#memory.set('state', {
      jid: this.me.jid,
      streamid: this.me.streamid,
      own: this.own,
      requests: [...this.requests],
      invitations: [...this.invitations],
      joined: [...this.joined],
      drafts: [...this.drafts],
      unread,
    });
  }

  #recall() {
    const kept = this.#memory.get('state', null);
    const mine = kept?.jid === this.me.jid ? kept : {};
    this.own = (mine.streamid === this.me.streamid && mine.own) || { show: 'available', status: '' }; // a new session begins available
    this.requests = new Set(mine.requests); // who asks to see our presence
    this.invitations = new Map(mine.invitations); // room -> {inviter, reason, password}
    this.joined = new Map(mine.joined); // room -> {nick}
    this.drafts = new Map(mine.drafts);
    (mine.unread ?? []).forEach(({ id, kind, unread }) => {
      this.conversation(id, kind).unread = unread;
    });
  }
}
