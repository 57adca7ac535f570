import { Problem, path } from './api.js';
import { Contacts } from './contacts.js';
import { Desk } from './desk.js';
import { Events } from './events.js';
import { EventStream } from './stream.js';
import { Fetches } from './fetches.js';
import { History } from './history.js';
import { Outbox } from './outbox.js';
import { Store } from './store.js';
import { domain, local } from './jid.js';

// What a person can do here, each as a call of the API; and the wiring of a login's parts. Whoever shows errors catches the Problems.

/** The reasons in chatapi.closed that are worth other words than "ended". */
const ENDS = {
  logoff: 'You have logged off elsewhere.',
  idle: 'You have been away for long, and were logged off.',
  credentials: 'The chat server asks for your password again.',
  kicked: 'The chat server has ended your session.',
  replaced: 'Another program has taken your place at the chat server.',
  shutdown: 'The server was shut down.',
  'too-many-logins': 'You have logged in at too many places; this was the first of them.',
};

export class Chat {
  #fetches;

  /**
   * @param isOpen   (conversation id) whether a person is looking at it
   * @param onEnded  (reason) the login is over
   */
  constructor({ api, session, memory, chime, isOpen, onChange, onEnded }) {
    Object.assign(this, { api, session, isOpen, onEnded });
    this.store = new Store({ login: session.current, memory, onChange });
    const changed = () => this.store.changed();
    this.#fetches = new Fetches({ onProblem: (problem) => this.tell(problem, false) });
    this.contacts = new Contacts({ askDevices: (jid) => api.get(`/chat/presence${path(jid)}`), onChange: changed });
    this.outbox = new Outbox({
      memory,
      send: (entry) => this.#send(entry),
      onDelivered: (entry, id) => this.events.delivered(entry, id),
      onSettled: () => this.events.release(),
      onChange: changed,
    });
    this.desk = new Desk({ api, chat: this, store: this.store, fetches: this.#fetches, chime });
    this.events = new Events({ store: this.store, contacts: this.contacts, outbox: this.outbox, chat: this, isOpen });
    this.history = new History({ api, fetches: this.#fetches, events: this.events, store: this.store });
    this.stream = this.#stream(memory);
  }

  #stream(memory) {
    const { session } = this;
    return new EventStream({
      url: `${this.api.base}/chat/${session.current.streamid}/events`,
      token: () => session.current.streamToken,
      lastId: { load: () => memory.get('lastEventId', null), save: (id) => memory.set('lastEventId', id) },
      isAlive: () => session.renew(),
      onEvent: (event) => this.events.handle(event),
      onState: (state) => this.#streamState(state),
      onEnded: () => this.onEnded('The login has ended.'),
    });
  }

  start() {
    this.session.keepAlive();
    this.refresh('all');
    this.stream.start();
  }

  stop() {
    this.outbox.stop();
    this.stream.stop();
    this.#fetches.stop();
  }

  ended(reason) {
    this.onEnded(ENDS[reason] ?? 'The login has ended.');
  }

  /** After chatapi.reset (events that cannot be had any more) and at the start: everything that events would have told. */
  refresh(scope) {
    if (scope !== 'messages') {
      this.contactsChanged();
    }
    if (scope !== 'presence') {
      this.#refreshConversations();
    }
  }

  #refreshConversations() {
    this.desk.refresh();
    this.#fetches.want('rooms', () => this.listRooms());
    this.store.joined.forEach((how, room) => this.#fetches.want(`join ${room}`, () => this.#rejoin(room, how)));
    this.store.conversations.forEach((conversation) => {
      conversation.history = conversation.history === 'loaded' ? 'stale' : 'none';
      if (this.isOpen(conversation.id)) {
        this.history.catchUp(conversation);
      }
    });
  }

  // ---- people ---------------------------------------------------------------------------------------------------------------

  contactsChanged() {
    this.#fetches.want('contacts', async () => this.contacts.replace((await this.api.get('/chat/contacts')).rosterItem));
  }

  /** Adds, asks to see their presence, and approves their own request if there is one. */
  async addContact(jid, nickname) {
    await this.api.call('POST', '/chat/contacts', { json: { jid, ...(nickname && { nickname }) } });
    this.#answered(jid);
  }

  /** Removes a contact, or refuses a request. */
  async removeContact(jid) {
    await this.api.call('DELETE', `/chat/contacts${path(jid)}`);
    this.#answered(jid);
  }

  #answered(jid) {
    this.store.requests.delete(jid);
    this.store.changed();
    this.contactsChanged();
  }

  async searchPeople(search) {
    return (await this.api.get('/chat/users', { search })).users;
  }

  async setPresence(show, status) {
    await this.api.call('POST', `/chat/presence?${new URLSearchParams({ show, status })}`);
    this.store.own = { show, status };
    this.store.changed();
  }

  // ---- messages -------------------------------------------------------------------------------------------------------------

  /** Into the outbox, and from there as soon as it can be. @returns whether there was room */
  say(conversation, body) {
    this.store.draft(conversation.id, '');
    return this.outbox.add(conversation.kind, conversation.id, body);
  }

  /** One that was refused after it had been acknowledged: it is sent as a new message, for the old key only knows the old outcome. */
  sayAgain(conversation, message) {
    if (this.say(conversation, message.body)) {
      message.state = 'replaced';
    }
  }

  async #send({ kind, to, body, key }) {
    const target = kind === 'room' ? this.#room(to) : `/chat/messages${path(to)}`;
    // Always JSON: a text that happens to be a JSON object would otherwise be taken for one.
    return (await this.api.call('POST', target, { json: { body }, headers: { 'Idempotency-Key': key } })).id;
  }

  /** In rooms only where an asker waits for the answer: in others it would be noise. */
  chatState(conversation, state) {
    if (conversation.kind === 'chat' || (this.desk.has(conversation.id) && this.store.joined.has(conversation.id))) {
      this.quietly(this.api.call('POST', `/chat/chatstate${path(state, conversation.id)}`));
    }
  }

  // ---- rooms ----------------------------------------------------------------------------------------------------------------

  async listRooms() {
    this.store.rooms = (await this.api.get('/chat/rooms')).chatRooms;
    this.store.changed();
  }

  /** @returns the room's conversation; the room is made when it is missing */
  async join(room, nickname, password) {
    const joined = await this.api.call('PUT', this.#room(room, { nickname, password }));
    this.store.joined.set(room, { nick: joined?.nickname ?? nickname, password });
    this.store.invitations.delete(room);
    const conversation = this.store.conversation(room, 'room');
    this.occupantsChanged(conversation);
    this.store.changed();
    return conversation;
  }

  /** The server's session may be new since, and then it is in no room. */
  async #rejoin(room, { nick, password }) {
    try {
      await this.join(room, nick, password);
    } catch (problem) {
      if (!problem.passing) {
        this.store.joined.delete(room);
      }
      throw problem;
    }
  }

  async leave(room) {
    await this.api.call('DELETE', this.#room(room));
    this.store.joined.delete(room);
    this.store.forgetConversation(room);
    await this.listRooms();
  }

  /** The server says that we are out: asked to leave, thrown out, or gone by another tab of ours. */
  isOut(room, reason) {
    this.store.joined.delete(room);
    if (reason && !this.desk.isOut(room, reason)) {
      this.store.notice = `You are no longer in ${local(room)}: ${reason}.`;
    }
  }

  invite(room, jid, reason) {
    return this.api.call('POST', this.#room(room, {}, path(jid)), { text: reason });
  }

  decline(room) {
    this.store.invitations.delete(room);
    this.store.changed();
  }

  occupantsChanged(conversation) {
    this.#fetches.want(`occupants ${conversation.id}`, async () => {
      const query = { servicename: domain(conversation.id) };
      conversation.occupants = (await this.api.get(`/chat/rooms${path(local(conversation.id), 'occupants')}`, query)).occupants;
      this.store.changed();
    });
  }

  #room(jid, query = {}, rest = '') {
    const parameters = Object.entries({ service: domain(jid), ...query }).filter(([, value]) => value);
    return `/chat/rooms${path(local(jid))}${rest}?${new URLSearchParams(parameters)}`;
  }

  // ---- the rest -------------------------------------------------------------------------------------------------------------

  /** For what a person asked for: every Problem is told, at the top of the page. */
  async asked(promise) {
    try {
      await promise;
    } catch (problem) {
      this.tell(problem, true);
    }
  }

  /** For what the page does by itself: what passes by itself is not worth a word. */
  async quietly(promise) {
    try {
      await promise;
    } catch (problem) {
      this.tell(problem, false);
    }
  }

  tell(problem, passingToo) {
    if (!(problem instanceof Problem)) {
      reportError(problem);
    } else if (problem.status !== 401 && (passingToo || !problem.passing)) {
      this.store.notice = problem.message;
      this.store.changed();
    }
  }

  #streamState(state) {
    this.store.stream = state;
    this.store.wasOpen ||= state === 'open';
    this.store.logged('stream', '', state);
    this.store.changed();
    if (state === 'open') {
      this.#fetches.again(); // the server can be reached again
      this.outbox.flush();
    }
  }
}
