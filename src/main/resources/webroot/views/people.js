import { SHOWS, addressField, avatar, button, el, keyed, put } from '../js/dom.js';
import { called, typed } from '../js/jid.js';
import { ConversationPane } from './conversation-pane.js';

// Contacts with their presence, requests to be answered, and the conversation with one of them.

export class People {
  static path = 'people';
  static label = 'People';
  #chat;
  #selected = null;
  #searching = null;

  constructor(chat) {
    this.#chat = chat;
    this.requests = el('ul', { id: 'requests', class: 'cards', 'aria-label': 'Requests' });
    this.contacts = el('ul', { id: 'contacts', class: 'items', 'aria-label': 'Contacts' });
    this.empty = el('p', { class: 'hint pad' }, 'No contacts yet. Add somebody by username or address.');
    this.address = addressField({
      id: 'add-jid',
      list: 'people-found',
      placeholder: 'Username or address',
      oninput: () => this.#search(),
    });
    this.found = el('datalist', { id: 'people-found' });
    this.remove = button('Remove', { id: 'remove-contact', class: 'quiet', onclick: () => this.#remove() });
    this.add = button('Add to contacts', { id: 'add-open', class: 'quiet', onclick: () => this.#add(this.#selected) });
    this.pane = new ConversationPane({ chat, back: '#/people', head: [this.add, this.remove] });
    this.nothing = el('p', { class: 'nothing' }, 'Choose somebody to talk to.');
    this.detail = el('div', { class: 'detail' });
    this.root = el('div', { class: 'section' },
      el('aside', { class: 'list', 'aria-label': 'People' },
        el('h2', {}, 'People'),
        el('form', { id: 'add-contact', class: 'row', onsubmit: (event) => this.#submit(event) },
          el('label', { class: 'unseen', for: 'add-jid' }, 'Add a contact'),
          this.address,
          this.found,
          button('Add', { type: 'submit' })),
        this.requests, this.contacts, this.empty),
      this.detail);
  }

  get unread() {
    const talks = [...this.#chat.store.conversations.values()].filter((one) => one.kind === 'chat');
    return talks.reduce((sum, one) => sum + one.unread, this.#chat.store.requests.size);
  }

  open(jid) {
    this.#selected = jid;
    put(this.root, { 'data-detail': jid });
    if (jid) {
      this.detail.replaceChildren(this.pane.root);
      this.pane.open(this.#chat.store.conversation(jid));
    } else {
      this.closed();
      this.detail.replaceChildren(this.nothing);
    }
  }

  closed() {
    if (this.pane.conversation) {
      this.pane.close();
    }
  }

  draw() {
    this.#drawRequests();
    const people = this.#people().map((person) => ({ key: person.jid, ...person }));
    keyed(this.contacts, people, (person) => this.#item(person), (element, person) => this.#update(element, person));
    put(this.empty, { hidden: people.length > 0 });
    if (this.#selected) {
      const contact = this.#chat.contacts.get(this.#selected);
      this.pane.draw({
        title: contact?.name ?? called(this.#selected),
        detail: contact ? `${this.#selected} · ${presenceText(contact)}` : this.#selected,
      });
      put(this.remove, { hidden: !contact });
      put(this.add, { hidden: Boolean(contact) });
    }
  }

  /** Contacts, and below them whoever else we talk with. */
  #people() {
    const contacts = this.#chat.contacts.all;
    const others = [...this.#chat.store.conversations.values()]
      .filter((one) => one.kind === 'chat' && !this.#chat.contacts.get(one.id))
      .map((one) => ({ jid: one.id, name: called(one.id), show: 'offline', status: 'not a contact', follows: true }));
    return [...contacts, ...others];
  }

  #item({ jid, name }) {
    return el('li', { class: 'item', 'data-jid': jid },
      el('a', { href: `#/people/${encodeURIComponent(jid)}` },
        avatar(name),
        el('span', { class: 'dot' }),
        el('span', { class: 'names' }, el('span', { class: 'name' }), el('span', { class: 'sub' })),
        el('span', { class: 'badge' })));
  }

  #update(element, person) {
    const unread = this.#chat.store.conversations.get(person.jid)?.unread ?? 0;
    const [, , names, badge] = element.firstElementChild.children;
    put(element, { 'data-show': person.show });
    put(element.firstElementChild, { 'aria-current': person.jid === this.#selected ? 'true' : null });
    put(names.firstElementChild, { text: person.name });
    put(names.lastElementChild, { text: presenceText(person) });
    put(badge, { text: unread ? String(unread) : '', 'aria-label': unread ? `${unread} unread` : null });
  }

  #drawRequests() {
    const items = [...this.#chat.store.requests].map((jid) => ({ key: jid, jid }));
    put(this.requests, { hidden: !items.length });
    keyed(this.requests, items, ({ jid }) => el('li', { class: 'card request', 'data-jid': jid },
      el('p', {}, el('strong', {}, jid), ' wants to see when you are here.'),
      el('p', { class: 'buttons' },
        button('Approve', { class: 'approve primary', onclick: () => this.#add(jid) }),
        button('Refuse', { class: 'refuse quiet', onclick: () => this.#chat.asked(this.#chat.removeContact(jid)) }))), () => {});
  }

  async #submit(event) {
    event.preventDefault();
    const jid = typed(this.address.value, this.#chat.store.me.domain);
    await this.#add(jid);
    this.address.value = '';
    location.hash = `#/people/${encodeURIComponent(jid)}`;
  }

  #add(jid) {
    return this.#chat.asked(this.#chat.addContact(jid));
  }

  #remove() {
    const jid = this.#selected;
    if (confirm(`Remove ${jid} from your contacts?`)) {
      this.#chat.asked(this.#chat.removeContact(jid));
    }
  }

  /** Suggestions while an address is typed, as far as the server tells who there is. */
  #search() {
    clearTimeout(this.#searching);
    const text = this.address.value.trim();
    if (text && !text.includes('@')) {
      this.#searching = setTimeout(() => this.#suggest(text), 250);
    }
  }

  async #suggest(text) {
    try {
      const users = await this.#chat.searchPeople(text);
      this.found.replaceChildren(...users.slice(0, 10).map(({ username, name }) => el('option', { value: username }, name ?? '')));
    } catch (problem) {
      console.info('no suggestions:', problem.message); // a help, not a need: some servers do not tell who has an account
    }
  }
}

function presenceText({ show, status, asked, follows }) {
  if (!follows) {
    return asked ? 'has not answered your request yet' : 'does not share their presence';
  }
  return [SHOWS[show] ?? show, status].filter(Boolean).join(' · ');
}
