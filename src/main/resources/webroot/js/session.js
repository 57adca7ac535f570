import { bare } from './jid.js';

// A login: who we are, the token that proves it, and its renewal. Survives a reload of the tab, ends with the tab.

const LONGEST_TIMER = 2 ** 31 - 1; // ms; a longer setTimeout fires at once

export class Session {
  #timer = null;

  constructor({ memory, api }) {
    this.memory = memory;
    this.api = api;
    this.current = memory.get('login', null); // {streamid, jid, token, streamToken, expires}
  }

  /** The password is sent once and kept nowhere. */
  async logIn(username, password) {
    const answer = await this.api.call('POST', '/chat/login', { json: { username, password } });
    const before = this.memory.get('before', {});
    if (before.streamid !== answer.streamid) {
      this.memory.forget('lastEventId'); // of another session: it means nothing to this one
    }
    if (before.jid !== bare(answer.jid)) {
      this.memory.forget('state', 'outbox');
    }
    this.#keep(answer);
  }

  /** Ends this login, here in any case; on the server too, unless that fails. The XMPP session ends with its last login. */
  async logOff() {
    try {
      await this.api.call('POST', `/chat/${this.current.streamid}/logoff`);
    } finally {
      this.memory.forget('outbox', 'state', 'lastEventId', 'before');
      this.drop();
    }
  }

  /** Forgets the login, but not what waits to be sent: the same user may log in again. */
  drop() {
    clearTimeout(this.#timer);
    this.current = null;
    this.memory.forget('login');
  }

  /** A new token for the old one, which must still be good. Whether the login stands: also the way to ask just that. */
  async renew() {
    try {
      const answer = await this.api.call('POST', '/chat/token');
      if (this.current) { // not logged off meanwhile
        this.#keep({ ...this.current, ...answer });
      }
      return true;
    } catch (problem) {
      if (problem.status === 401 || problem.status === 403) {
        return false;
      }
      throw problem;
    }
  }

  /** Renews when most of the token's life is over, early enough for several tries. */
  keepAlive() {
    clearTimeout(this.#timer);
    if (!this.current) {
      return;
    }
    const left = new Date(this.current.expires).getTime() - Date.now();
    this.#renewIn(Math.max(left * 0.7, 5_000)); // never a storm, even when this machine's clock is far ahead
  }

  #renewIn(milliseconds) {
    this.#timer = setTimeout(async () => {
      try {
        await this.renew(); // a refusal ends the login in Api.onUnauthorized
      } catch (problem) {
        this.#renewIn((problem.retryAfter ?? 10) * 1000);
      }
    }, Math.min(milliseconds, LONGEST_TIMER));
  }

  #keep(login) {
    this.current = login;
    this.memory.set('login', login);
    this.memory.set('before', { streamid: login.streamid, jid: bare(login.jid) });
    this.keepAlive();
  }
}
