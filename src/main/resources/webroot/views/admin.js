import { Admin, RESOURCES } from '../js/admin/admin.js';
import { avatar, button, el, keyed, put } from '../js/dom.js';
import { AdminEntry } from './admin-entry.js';

// For admins: users, groups, rooms, workgroups and sessions; a list to search, and one entry of it as a form.

export class AdminSection {
  static path = 'admin';
  static label = 'Admin';
  #chat;
  #admin;
  #key = null;

  constructor(chat) {
    this.#chat = chat;
    this.#admin = new Admin({ api: chat.api, onChange: () => this.draw() });
    this.tabs = el('nav', { class: 'tabs', 'aria-label': 'What to administer' },
      ...RESOURCES.map(({ path, label }) => el('a', { href: `#/admin/${path}`, 'data-resource': path }, label)));
    this.words = el('input', { id: 'admin-search', type: 'search', placeholder: 'Search', autocomplete: 'off' });
    this.search = el('form', { class: 'row', role: 'search', onsubmit: (event) => this.#find(event) },
      el('label', { class: 'unseen', for: 'admin-search' }, 'Search'), this.words, button('Search', { type: 'submit' }));
    this.make = button('', { id: 'admin-new', onclick: () => (location.hash = `#/admin/${this.#admin.resource.path}%2F`) });
    this.error = el('p', { id: 'admin-error', class: 'error', role: 'alert' });
    this.items = el('ul', { id: 'admin-items', class: 'items', 'aria-label': 'Found' });
    this.more = button('More', { id: 'admin-more', class: 'quiet', onclick: () => this.#admin.next() });
    this.entry = new AdminEntry({ admin: this.#admin, onGone: () => (location.hash = `#/admin/${this.#admin.resource.path}`) });
    this.root = el('div', { class: 'section' },
      el('aside', { class: 'list', 'aria-label': 'Administration' },
        el('h2', {}, 'Administration'), this.tabs, this.search, this.make, this.error, this.items, this.more),
      this.entry.root);
  }

  get useless() {
    return !this.#chat.session.current?.admin;
  }

  /** @param id a resource, or one of its entries: users/alice; users/ is a new one */
  open(id) {
    const [name, ...rest] = (id ?? '').split('/');
    const resource = RESOURCES.find((one) => one.path === name) ?? RESOURCES[0];
    this.#key = rest.length ? rest.join('/') : null;
    if (resource !== this.#admin.resource || id === null || !this.#admin.items.length) {
      this.words.value = '';
      this.#admin.look(resource);
    }
    this.entry.open(this.#key);
  }

  draw() {
    const { resource, items, more, error } = this.#admin;
    put(this.root, { 'data-detail': this.#key === null ? null : this.#key || 'new' });
    [...this.tabs.children].forEach((tab) => put(tab, { 'aria-current': tab.dataset.resource === resource.path ? 'page' : null }));
    put(this.make, { text: `New ${resource.one}`, hidden: !resource.create });
    put(this.error, { text: error });
    put(this.more, { hidden: !more });
    keyed(this.items, items.map((item) => ({ key: `${resource.path}/${resource.key(item)}`, item })),
      ({ key }) => this.#item(key), (element, { key, item }) => this.#update(element, key, item));
  }

  #item(key) {
    return el('li', { class: 'item', 'data-key': key },
      el('a', { href: `#/admin/${encodeURIComponent(key)}` }, avatar(key.slice(key.indexOf('/') + 1)),
        el('span', { class: 'names' }, el('span', { class: 'name' }), el('span', { class: 'sub' }))));
  }

  #update(element, key, item) {
    const { resource } = this.#admin;
    const [, names] = element.firstElementChild.children;
    put(element.firstElementChild, { 'aria-current': key === `${resource.path}/${this.#key}` ? 'true' : null });
    put(names.firstElementChild, { text: resource.title(item) });
    put(names.lastElementChild, { text: resource.sub(item) });
  }

  #find(event) {
    event.preventDefault();
    this.#admin.find(this.words.value.trim());
  }
}
