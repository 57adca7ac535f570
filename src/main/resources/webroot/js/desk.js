import { Problem, path } from './api.js';
import { domain, local } from './jid.js';
import { revoked } from './words.js';

// An expert's desk: the workgroups, their queues, the questions offered, and the conversations they have become.

const NEWS = 5;

export class Desk {
  workgroups = []; // as GET /chat/assists tells them
  queues = new Map(); // workgroup's name -> {status, waiting, oldestEntry, averageWaitTime, currentChats, users}
  offers = new Map(); // request's id -> what is offered, until it is answered or revoked
  chats = new Map(); // request's id -> {id, workgroup, room, from, metaData, url, entered}
  news = []; // {key, text}, newest first
  #count = 0;

  constructor({ api, chat, store, fetches, chime }) {
    Object.assign(this, { api, chat, store, fetches, chime });
  }

  /** Everything that events would have told. */
  refresh() {
    this.fetches.want('desk', () => this.#fetch());
  }

  async #fetch() {
    try {
      this.workgroups = (await this.api.get('/chat/assists')).assists;
      this.#take(this.workgroups.flatMap(({ jid, offers }) => (offers ?? []).map((offer) => ({ workgroup: jid, ...offer }))));
      (await this.api.get('/chat/assists/queues')).queue.forEach(({ name, ...queue }) => this.queues.set(name, queue));
    } catch (problem) {
      if (!(problem instanceof Problem) || ![403, 404, 501].includes(problem.status)) {
        throw problem;
      }
      this.workgroups = []; // no questions on this server, or not for this user
    }
    this.#changed();
  }

  #take(open) {
    const pending = open.filter(({ state }) => state === 'offer-pending');
    this.offers = new Map(pending.map((offer) => [offer.id, this.offers.get(offer.id) ?? offer]));
    open.filter(({ state }) => state !== 'offer-pending').forEach((offer) => {
      this.#talk({ ...offer, room: offer.mucRoom });
      const invited = [...this.store.invitations.keys()].find((room) => local(room) === offer.id);
      const room = offer.mucRoom ?? invited; // that came before a reload
      if (room) {
        this.invited({ room, url: offer.url });
      }
    });
  }

  // ---- events ---------------------------------------------------------------------------------------------------------------

  /** A chatapi.assist event. */
  handle(data) {
    const meanings = {
      offerReceived: () => this.#offered(data),
      offerRevoked: () => this.#revoked(data),
      'notify-queue': () => this.#queue(data, { status: data.status, waiting: data.userCount, oldestEntry: data.oldestEntry,
        averageWaitTime: data.averageWaitTime }),
      'notify-queue-details': () => this.#queue(data, { users: data.users }),
      transferFailed: () => this.#tell(`${data.to} does not come into the conversation: ${revoked(data.reason)}.`),
    };
    meanings[data.type]?.();
    this.#changed();
  }

  #offered(offer) {
    if (!this.offers.has(offer.id)) {
      this.chime.ring();
    }
    this.offers.set(offer.id, offer);
  }

  #revoked({ id, reason }) {
    const offer = this.offers.get(id) ?? (this.chats.get(id)?.entered === false ? this.chats.get(id) : null);
    if (offer) {
      this.offers.delete(id);
      this.chats.delete(id);
      this.#tell(`The question of ${asker(offer)} is gone: ${revoked(reason)}.`);
    }
  }

  #queue({ workgroup }, change) {
    this.queues.set(local(workgroup), { ...this.queues.get(local(workgroup)), ...change });
  }

  /** An invitation into any room; that to a conversation whose question was accepted here is followed at once. */
  invited({ room, url }) {
    const chat = this.chats.get(local(room));
    if (chat) {
      Object.assign(chat, { room, url: url ?? chat.url });
      this.#join(chat);
    }
  }

  /** @returns whether the room was one of ours: then its pane tells that it is over */
  isOut(room) {
    return this.has(room);
  }

  has(room) {
    return this.chats.get(local(room))?.room === room;
  }

  /** Whether nothing more can be said in it. */
  isOver(chat) {
    return chat.entered && !this.store.joined.has(chat.room);
  }

  // ---- what an expert does --------------------------------------------------------------------------------------------------

  async join(workgroup, maxChats) {
    await this.api.call('POST', this.#at(workgroup), { json: maxChats ? { maxChats } : {} });
    this.refresh();
  }

  async leave(workgroup) {
    await this.api.call('DELETE', this.#at(workgroup));
    this.refresh();
  }

  async accept(offer) {
    this.#talk(offer); // before it is asked for: the invitation may come before the answer
    try {
      await this.#answer('PUT', offer);
    } catch (problem) {
      this.chats.delete(offer.id);
      throw problem;
    }
  }

  reject(offer) {
    return this.#answer('DELETE', offer);
  }

  async #answer(method, offer) {
    this.offers.set(offer.id, { ...offer, answering: true });
    this.#changed();
    try {
      await this.api.call(method, this.#at(offer.workgroup, offer.id));
      this.offers.delete(offer.id);
    } catch (problem) {
      if (problem.code === 'offer-gone' || problem.status === 404) {
        this.offers.delete(offer.id);
      } else {
        this.offers.set(offer.id, offer); // it still stands, and can be answered again
      }
      throw problem;
    } finally {
      this.#changed();
    }
  }

  /** @param action transfer or invite */
  async pass(action, chat, to, reason) {
    await this.api.call('POST', `${this.#at(chat.workgroup, chat.id)}/${action}`, { json: { to, reason: reason || undefined } });
    this.#tell(action === 'transfer' ? `${to} is asked to take over the conversation with ${asker(chat)}.` : `${to} is invited.`);
    this.#changed();
  }

  /** Out of the room, or, where it is over already, out of sight. */
  async close(chat) {
    if (chat.room && this.store.joined.has(chat.room)) {
      await this.chat.leave(chat.room);
    }
    this.chats.delete(chat.id);
    this.store.forgetConversation(chat.room);
  }

  #talk({ id, workgroup, room, from, metaData, url }) {
    if (!this.chats.has(id)) {
      this.chats.set(id, { id, workgroup, room, from, metaData, url, entered: false });
    }
  }

  #join(chat) {
    this.fetches.want(`join ${chat.room}`, async () => {
      const { name } = this.store.me;
      try {
        await this.chat.join(chat.room, name);
      } catch (problem) {
        if (problem.status !== 409) {
          throw problem;
        }
        await this.chat.join(chat.room, `${name} (expert)`); // the asker has the same name
      }
      chat.entered = true;
      this.#changed();
    });
  }

  #at(workgroup, ...rest) {
    return `/chat/assists${path(workgroup.includes('@') ? local(workgroup) : workgroup, ...rest)}`;
  }

  #tell(text) {
    this.#count += 1;
    this.news = [{ key: `n${this.#count}`, text }, ...this.news].slice(0, NEWS);
  }

  #changed() {
    this.store.alert = this.offers.size ? `${this.offers.size} ${this.offers.size > 1 ? 'questions' : 'question'} for you` : '';
    this.store.changed();
  }
}

/** Whose question it is, in words. */
export function asker({ metaData, from }) {
  return metaData?.username || local(from ?? '') || domain(from ?? '');
}
