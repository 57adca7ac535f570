import { addressField, avatar, button, el, keyed, put } from '../js/dom.js';
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
    this.name = addressField({ id: 'room-name', placeholder: 'Room name' });
    this.nick = addressField({ id: 'room-nick', placeholder: 'Your name there', value: chat.store.me.name });
    this.password = el('input', { id: 'room-password', type: 'password', placeholder: 'If it has one', autocomplete: 'off' });
    this.error = el('p', { id: 'room-error', class: 'error', role: 'alert' });
    this.invitations = el('ul', { id: 'invitations', class: 'cards', 'aria-label': 'Invitations' });
    this.rooms = el('ul', { id: 'rooms', class: 'items', 'aria-label': 'Rooms' });
    this.guest = addressField({ id: 'invite-jid', placeholder: 'Username or address' });
    this.occupants = el('ul', { id: 'occupants', class: 'occupants', 'aria-label': 'Who is here' });
    const leave = button('Leave', { id: 'leave-room', class: 'quiet', onclick: () => this.#leave() });
    this.pane = new ConversationPane({ chat, back: '#/rooms', head: [this.#who(), leave] });
    this.nothing = el('p', { class: 'nothing' }, 'Choose a room, or make a new one.');
    this.detail = el('div', { class: 'detail' });
    this.root = el('div', { class: 'section' },
      el('aside', { class: 'list', 'aria-label': 'Rooms' }, el('h2', {}, 'Rooms'), this.#form(), this.error, this.invitations, this.rooms),
      this.detail);
  }

  get unread() {
    const talks = [...this.#chat.store.conversations.values()].filter((one) => one.kind === 'room' && !this.#chat.desk.has(one.id));
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
      button('Join', { type: 'submit' }));
  }

  #who() {
    this.count = el('summary', { id: 'occupant-count' });
    return el('details', { class: 'who' }, this.count, el('div', { class: 'who-panel' }, this.occupants,
      el('form', { id: 'invite', class: 'row', onsubmit: (event) => this.#invite(event) },
        el('label', { class: 'unseen', for: 'invite-jid' }, 'Invite'), this.guest, button('Invite', { type: 'submit' }))));
  }

  #all() {
    const { joined, rooms, me } = this.#chat.store;
    const address = (room) => room.jid ?? `${room.roomName}@conference.${me.domain}`;
    const listed = rooms.map((room) => ({ jid: address(room), title: room.naturalName || room.roomName, room }));
    const hidden = [...joined.keys()].filter((jid) => !listed.some((one) => one.jid === jid));
    return [...hidden.map((jid) => ({ jid, title: local(jid), room: {} })), ...listed]
      .filter(({ jid }) => !this.#chat.desk.has(jid)) // those are the desk's
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
        button('Join', { class: 'accept primary', onclick: () => this.#join(room, password) }),
        button('Dismiss', { class: 'decline quiet', onclick: () => this.#chat.decline(room) }))), () => {});
  }

  #drawOpen() {
    const { id, occupants, subject } = this.pane.conversation;
    const room = this.#all().find((one) => one.jid === id);
    this.pane.draw({ title: room?.title ?? local(id), detail: subject || id });
    put(this.count, { text: occupants.length === 1 ? '1 person' : `${occupants.length} people` });
    keyed(this.occupants, occupants.map((one) => ({ key: one.jid, ...one })), occupant, (element, one) => {
      put(element.lastElementChild, { text: standing(one) });
    });
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
    await this.#chat.asked(this.#chat.leave(this.#selected));
    location.hash = '#/rooms';
  }

  async #invite(event) {
    event.preventDefault();
    await this.#chat.asked(this.#chat.invite(this.#selected, typed(this.guest.value, this.#chat.store.me.domain), 'Come and join us'));
    this.guest.value = '';
  }
}

function occupant({ jid }) {
  const nick = resource(jid);
  return el('li', { 'data-nick': nick }, avatar(nick), el('span', {}, nick), el('span', { class: 'sub' }));
}

function standing({ role, affiliation }) {
  if (affiliation === 'owner') {
    return 'owner';
  }
  return role === 'moderator' ? 'moderator' : '';
}
