import { Arrivals } from './arrivals.js';
import { Fetches } from './fetches.js';
import { Outbox } from './outbox.js';
import { EventStream } from './stream.js';
import { path } from './api.js';
import { resource } from './jid.js';

// The line between a visit and the server: the request's event stream, what is to be sent, what is to be asked.

export class VisitLine {
  state = 'closed'; // as EventStream tells
  server = 'connected'; // as chatapi.connection tells
  wasOpen = false; // whether the stream has been open: before, that it is not is no news

  /**
   * @param onNick    (nickname) we are in the room, and called so
   * @param onProblem a refusal that does not pass by itself
   * @param onUnknown the server does not know the request any more
   */
  constructor({ api, memory, visit, onChange, onNick, onProblem, onUnknown }) {
    Object.assign(this, { api, visit, onChange, onNick, onUnknown });
    this.fetches = new Fetches({ onProblem: (problem) => problem.passing || onProblem(problem) });
    this.outbox = new Outbox({
      memory,
      send: async ({ body, key }) => (await this.#call('PUT', { json: { body }, headers: { 'Idempotency-Key': key } })).id,
      onDelivered: (entry, id) => this.arrivals.delivered(visit.conversation, `${visit.room}/${visit.nick}`, entry, id),
      onSettled: () => this.arrivals.release(),
      onChange,
    });
    this.arrivals = new Arrivals({ outbox: this.outbox, isMine: (conversation, { from }) => resource(from) === visit.nick });
    this.stream = this.#stream();
  }

  start() {
    this.stream.start();
    this.#wantStanding();
  }

  stop() {
    this.stream.stop();
    this.outbox.stop();
    this.fetches.stop();
  }

  end(reason) {
    this.visit.end(reason);
    this.stop();
    this.onChange();
  }

  #stream() {
    const { id, streamToken } = this.visit.request;
    let last = null; // only while this page lives: the next one needs all of it again
    return new EventStream({
      url: `${this.api.base}/ask${path(id)}/events`,
      token: () => streamToken,
      noCookie: true,
      lastId: { load: () => last, save: (eventId) => (last = eventId) },
      isAlive: () => this.#isKnown(),
      onEvent: (event) => this.#handle(event),
      onState: (state) => this.#streamState(state),
      onEnded: () => this.onUnknown(),
    });
  }

  #handle({ channel, data }) {
    if (channel === 'chatapi.ask') {
      this.#asked(data);
    } else if (channel === 'chatapi.connection') {
      this.server = data.state;
      this.outbox.flush();
    } else if (channel === 'chatapi.reset') {
      this.#wantStanding();
      this.fetches.want('said', () => this.#fetchSaid());
    } else if (channel === 'chatapi.closed' && this.visit.open) {
      this.#wantStanding(() => this.stream.start()); // the server was shut down, or the request has ended
    }
    this.onChange();
  }

  #asked(data) {
    const { visit } = this;
    const meanings = {
      'update-queue': () => visit.moved(data),
      offer: () => this.#invited(data),
      occupantJoined: () => visit.cameIn(data),
      occupantLeft: () => visit.wentOut(data),
      transferred: () => visit.handedOver(data),
      groupchat: () => this.#heard(data),
      'depart-queue': () => this.end(data.reason),
    };
    meanings[data.type]?.();
  }

  #invited(data) {
    this.visit.invited(data);
    this.fetches.want('join', () => this.#join()); // a moment later: in a replay the end may follow at once
  }

  /** Also when the replay says that we are inside: a server that was restarted meanwhile has put us out. */
  async #join() {
    if (!this.visit.open || this.visit.stage === 'waiting') {
      return;
    }
    try {
      const entered = await this.#call('POST', { query: { nickname: this.visit.request.name } });
      this.visit.entered(entered);
      this.onNick(entered.nickname);
      this.outbox.flush();
    } catch (problem) {
      if (problem.code !== 'request-ended' && problem.code !== 'not-invited') { // the stream says why, and when an expert is there again
        throw problem;
      }
    }
    this.onChange();
  }

  #heard(data) {
    const { conversation, nick } = this.visit;
    if (data.body) {
      conversation.typing.ended(data.from);
      this.arrivals.receive(conversation, data);
      conversation.trim();
    } else if (data.state && resource(data.from) !== nick) {
      conversation.typing.tell(data.from, data.state, this.onChange);
    }
  }

  async #fetchSaid() {
    (await this.#call('GET', {}, '/messages')).messages.forEach((message) => this.#heard(message));
    this.onChange();
  }

  /**
   * Positions are told as they change, and not again: how it stands must be asked.
   * @param onOpen what to do when the request goes on
   */
  #wantStanding(onOpen = () => {}) {
    this.fetches.want('standing', async () => {
      await this.#learn();
      if (this.visit.open) {
        onOpen();
      }
    });
  }

  async #learn() {
    const standing = await this.#call('GET');
    if (this.visit.open) {
      this.visit.stands(standing);
      this.fetches.want('join', () => this.#join());
    }
    this.onChange();
  }

  /** Without a stream, this is also how one learns that an expert is there. */
  async #isKnown() {
    try {
      await this.#learn();
      return true;
    } catch (problem) {
      if ([401, 403, 404].includes(problem.status)) {
        return false;
      }
      throw problem;
    }
  }

  #streamState(state) {
    this.state = state;
    this.wasOpen ||= state === 'open';
    if (state === 'open') {
      this.fetches.again();
      this.outbox.flush();
    }
    this.onChange();
  }

  #call(method, options = {}, rest = '') {
    return this.api.call(method, `/ask${path(this.visit.request.id)}${rest}`, options);
  }
}
