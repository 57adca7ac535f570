import { groups } from './groups.js';
import { rooms } from './rooms.js';
import { sessions } from './sessions.js';
import { users } from './users.js';
import { workgroups } from './workgroups.js';

// What an admin looks at: one resource's list, page by page, and one of its entries. Nothing is kept: the server knows better.

export const RESOURCES = [users, groups, rooms, workgroups, sessions];
const PAGE = 50;

export class Admin {
  #api;
  #asked = 0; // answers that come late are no longer wanted

  constructor({ api, onChange }) {
    this.#api = api;
    this.onChange = onChange;
    this.resource = users;
    this.items = [];
    this.search = '';
    this.more = false;
    this.error = '';
  }

  look(resource) {
    this.resource = resource;
    this.search = '';
    return this.reload();
  }

  find(search) {
    this.search = search;
    return this.reload();
  }

  reload() {
    this.items = [];
    return this.#page(undefined);
  }

  next() {
    return this.#page(this.resource.key(this.items.at(-1)));
  }

  async #page(after) {
    const { resource } = this;
    const asked = ++this.#asked;
    try {
      const found = await resource.list(this.#api, { search: this.search, limit: PAGE, after });
      if (asked === this.#asked) {
        this.items = after === undefined ? found : [...this.items, ...found];
        this.more = found.length === PAGE;
        this.error = '';
      }
    } catch (problem) {
      if (asked === this.#asked) {
        this.more = false;
        this.error = problem.message;
      }
    }
    this.onChange();
  }

  read(key) {
    return this.resource.read(this.#api, key, this.items.find((item) => this.resource.key(item) === key));
  }

  create(values) {
    return this.#changed(this.resource.create(this.#api, values));
  }

  change(key, values) {
    return this.#changed(this.resource.change(this.#api, key, values));
  }

  remove(key) {
    return this.#changed(this.resource.remove(this.#api, key));
  }

  act(deed, key, values) {
    return this.#changed(deed.run(this.#api, key, values));
  }

  async #changed(request) {
    const answer = await request;
    await this.reload();
    return answer;
  }
}
