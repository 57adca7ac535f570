import { avatar, el, keyed, put } from '../js/dom.js';
import { local, resource, typed } from '../js/jid.js';
import { ConversationPane } from './conversation-pane.js';

// Rooms: those we are in, invitations, those one can join, and the conversation in one of them with who is there.

export class Rooms {
  static path = 'rooms';
  static label = 'Rooms';
  #chat;
  #selected = null;

  constructor(chat) {
    this.#chat = chat;
    this.name = el('input', { id: 'room-name', placeholder: 'Room name', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', required: true });
    this.nick = el('input', { id: 'room-nick', placeholder: 'Your name there', autocomplete: 'off', spellcheck: 'false', required: true, value: chat.store.me.name });
    this.password = el('input', { id: 'room-password', type: 'password', placeholder: 'If it has one', autocomplete: 'off' });
    this.error = el('p', { id: 'room-error', class: 'error', role: 'alert' });
    this.invitations = el('ul', { id: 'invitations', class: 'cards', 'aria-label': 'Invitations' });
    this.rooms = el('ul', { id: 'rooms', class: 'items', 'aria-label': 'Rooms' });
    this.guest = el('input', { id: 'invite-jid', placeholder: 'Username or address', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', required: true });
    this.occupants = el('ul', { id: 'occupants', class: 'occupants', 'aria-label': 'Who is here' });
    const leave = el('button', { id: 'leave-room', type: 'button', class: 'quiet', onclick: () => this.#leave() }, 'Leave');
    this.pane = new ConversationPane({ chat, back: '#/rooms', head: [this.#who(), leave] });
    this.nothing = el('p', { class: 'nothing' }, 'Choose a room, or make a new one.');
    this.detail = el('div', { class: 'detail' });
    this.root = el('div', { class: 'section' },
      el('aside', { class: 'list', 'aria-label': 'Rooms' }, el('h2', {}, 'Rooms'), this.#form(), this.error, this.invitations, this.rooms), this.detail);
  }

  get unread() {
    const talks = [...this.#chat.store.conversations.values()].filter((one) => one.kind === 'room');
    return talks.reduce((sum, one) => sum + one.unread, this.#chat.store.invitations.size);
  }

  open(jid) {
    this.#selected = jid;
    this.#show();
  }

  closed() {
    if (this.pane.conversation) {
      this.pane.close();
    }
  }

  draw() {
    this.#show();
    this.#drawInvitations();
    keyed(this.rooms, this.#all(), (item) => this.#item(item), (element, item) => this.#update(element, item));
    if (this.pane.conversation) {
      this.#drawOpen();
    }
  }

  /** The conversation is there while we are in the room; the joining may come later than the address that names it. */
  #show() {
    const inside = this.#selected && this.#chat.store.joined.has(this.#selected);
    put(this.root, { 'data-detail': inside ? this.#selected : null });
    if (!inside) {
      this.closed();
      this.detail.replaceChildren(this.nothing);
    } else if (this.pane.conversation?.id !== this.#selected) {
      this.detail.replaceChildren(this.pane.root);
      this.pane.open(this.#chat.store.conversation(this.#selected, 'room'));
    }
  }

  #form() {
    return el('form', { id: 'join-room', class: 'join', onsubmit: (event) => this.#submit(event) },
      el('label', { for: 'room-name' }, 'Join or create'), this.name,
      el('details', {}, el('summary', {}, 'Name and password'),
        el('label', { for: 'room-nick' }, 'Your name there'), this.nick,
        el('label', { for: 'room-password' }, 'Password'), this.password),
      el('button', { type: 'submit' }, 'Join'));
  }

  #who() {
    this.count = el('summary', { id: 'occupant-count' });
    return el('details', { class: 'who' }, this.count, el('div', { class: 'who-panel' }, this.occupants,
      el('form', { id: 'invite', class: 'row', onsubmit: (event) => this.#invite(event) },
        el('label', { class: 'unseen', for: 'invite-jid' }, 'Invite'), this.guest, el('button', { type: 'submit' }, 'Invite'))));
  }

  #all() {
    const { joined, rooms, me } = this.#chat.store;
    const listed = rooms.map((room) => ({ jid: room.jid ?? `${room.roomName}@conference.${me.domain}`, title: room.naturalName || room.roomName, room }));
    const missing = [...joined.keys()].filter((jid) => !listed.some((one) => one.jid === jid)).map((jid) => ({ jid, title: local(jid), room: {} }));
    return [...missing, ...listed]
      .map((one) => ({ key: one.jid, inside: joined.has(one.jid), ...one }))
      .sort((one, other) => (other.inside - one.inside) || one.title.localeCompare(other.title));
  }

  #item({ jid, title }) {
    return el('li', { class: 'item', 'data-room': jid },
      el('a', { href: `#/rooms/${encodeURIComponent(jid)}`, onclick: (event) => this.#choose(event, jid) },
        avatar(title),
        el('span', { class: 'names' }, el('span', { class: 'name' }), el('span', { class: 'sub' })),
        el('span', { class: 'badge' })));
  }

  #update(element, { jid, title, room, inside }) {
    const unread = this.#chat.store.conversations.get(jid)?.unread ?? 0;
    const [, names, badge] = element.firstElementChild.children;
    put(element, { 'data-joined': inside });
    put(element.firstElementChild, { 'aria-current': jid === this.#selected && inside ? 'true' : null });
    put(names.firstElementChild, { text: title });
    put(names.lastElementChild, { text: inside ? 'You are here' : ['Join', room.description].filter(Boolean).join(' · ') });
    put(badge, { text: unread ? String(unread) : '', 'aria-label': unread ? `${unread} unread` : null });
  }

  #drawInvitations() {
    const items = [...this.#chat.store.invitations].map(([room, invitation]) => ({ key: room, room, ...invitation }));
    put(this.invitations, { hidden: !items.length });
    keyed(this.invitations, items, ({ room, inviter, reason, password }) => el('li', { class: 'card invitation', 'data-room': room },
      el('p', {}, el('strong', {}, inviter ?? room), ' invites you to ', el('strong', {}, local(room)), reason ? `: ${reason}` : '.'),
      el('p', { class: 'buttons' },
        el('button', { type: 'button', class: 'accept primary', onclick: () => this.#join(room, password) }, 'Join'),
        el('button', { type: 'button', class: 'decline quiet', onclick: () => this.#chat.decline(room) }, 'Dismiss'))), () => {});
  }

  #drawOpen() {
    const { id, occupants, subject } = this.pane.conversation;
    const room = this.#all().find((one) => one.jid === id);
    this.pane.draw({ title: room?.title ?? local(id), detail: subject || id });
    put(this.count, { text: occupants.length === 1 ? '1 person' : `${occupants.length} people` });
    keyed(this.occupants, occupants.map((one) => ({ key: one.jid, ...one })),
      ({ jid }) => el('li', { 'data-nick': resource(jid) }, avatar(resource(jid)), el('span', {}, resource(jid)), el('span', { class: 'sub' })),
      (element, { role, affiliation }) => put(element.lastElementChild, { text: affiliation === 'owner' ? 'owner' : (role === 'moderator' ? 'moderator' : '') }));
  }

  #choose(event, jid) {
    if (!this.#chat.store.joined.has(jid)) {
      event.preventDefault();
      this.#join(jid);
    }
  }

  #submit(event) {
    event.preventDefault();
    const room = typed(this.name.value, `conference.${this.#chat.store.me.domain}`);
    this.#join(room, this.password.value);
  }

  async #join(room, password) {
    this.error.textContent = '';
    try {
      await this.#chat.join(room, this.nick.value.trim() || this.#chat.store.me.name, password);
      this.name.value = '';
      this.password.value = '';
      location.hash = `#/rooms/${encodeURIComponent(room)}`;
    } catch (problem) {
      this.error.textContent = problem.message;
    }
  }

  async #leave() {
    await this.#chat.quietly(this.#chat.leave(this.#selected));
    location.hash = '#/rooms';
  }

  async #invite(event) {
    event.preventDefault();
    await this.#chat.quietly(this.#chat.invite(this.#selected, typed(this.guest.value, this.#chat.store.me.domain), 'Come and join us'));
    this.guest.value = '';
  }
}
