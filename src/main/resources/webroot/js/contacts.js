import { bare, resource } from './jid.js';

// The roster with its presence. The roster's answer tells one presence per contact, the best of all their devices; events tell of one
// device each. So the first event that differs from the answer makes us ask once for all the devices.

const RANK = ['chat', 'available', 'away', 'xa', 'dnd', 'offline'];

export class Contacts {
  #people = new Map();

  /** @param askDevices (jid) => what GET /chat/presence/{jid} answers */
  constructor({ askDevices, onChange }) {
    this.askDevices = askDevices;
    this.onChange = onChange;
  }

  get all() {
    return [...this.#people.values()].sort((one, other) => (this.#online(other) - this.#online(one)) || one.name.localeCompare(other.name));
  }

  get(jid) {
    return this.#people.get(jid);
  }

  replace(rosterItems) {
    this.#people = new Map(rosterItems.filter((item) => item.subscriptionType !== -1).map((item) => [item.jid, this.#person(item)]));
    this.onChange();
  }

  /** A presence event: the state of one device. */
  async device({ from, show, status }) {
    const person = this.#people.get(bare(from));
    if (!person) {
      return;
    }
    if (person.devices) {
      this.#set(person, resource(from), show, status);
    } else if (show !== person.show || (status ?? '') !== person.status) {
      person.devices = new Map();
      this.#set(person, resource(from), show, status);
      await this.#learn(person);
    }
  }

  async #learn(person) {
    const { resources, show, status } = await this.askDevices(person.jid);
    person.devices = new Map((resources ?? []).map((one) => [resource(one.jid), { show: one.show, status: one.status ?? '' }]));
    person.show = show ?? 'offline';
    person.status = status ?? '';
    this.onChange();
  }

  #set(person, name, show, status) {
    if (show === 'offline') {
      person.devices.delete(name);
    } else {
      person.devices.set(name, { show, status: status ?? '' });
    }
    const [best] = [...person.devices.values()].sort((one, other) => RANK.indexOf(one.show) - RANK.indexOf(other.show));
    person.show = best?.show ?? 'offline';
    person.status = best?.status ?? status ?? '';
    this.onChange();
  }

  #person({ jid, nickname, subscriptionType, ask, groups, show, status }) {
    return {
      jid,
      name: nickname || jid.slice(0, Math.max(jid.indexOf('@'), 0)) || jid,
      asked: Boolean(ask),
      follows: subscriptionType === 1 || subscriptionType === 3, // whether we see their presence
      groups: groups ?? [],
      show: show ?? 'offline',
      status: status ?? '',
      devices: null,
    };
  }

  #online(person) {
    return person.show === 'offline' ? 0 : 1;
  }
}
