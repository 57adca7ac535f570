// The life of an event stream: the part to copy.
//
// EventSource does much by itself. It keeps the connection, and when that breaks it connects again to the same URL and sends the
// Last-Event-ID header, so that the server replays what was missed. What it does not do, and this class does:
//
//   1. It cannot send an Authorization header. On the same origin the HttpOnly cookie that login set does the work. From another
//      origin, or when the cookie is gone (another tab logged in or out), `?token=<streamToken>` does.
//   2. It forgets its last id with the page. So the id of each event handled is kept, and a new EventSource starts with
//      `?lastEventId=`. (When EventSource reconnects by itself it sends the header too; the server prefers the header.)
//   3. It gives up for good, readyState CLOSED, at any answer but a 200 with text/event-stream, a passing 503 included, and it does
//      not tell which answer it was. So ask with fetch() whether the login still stands, and open a new one after a pause, or end.
//   4. It does not notice a network that goes silent, nor can script see the server's comment lines. So start afresh
//      when the browser says that the network changed, or when the page was asleep for a while.
//   5. Named events never reach onmessage: every channel needs a listener of its own.
//
// The server promises "at least once": the same event can come twice (we handled it, and the page closed before its id was kept).
// Whoever handles events must know a duplicate, here by the message's id: see conversation.js.
//
// A stream begins with a chatapi.connection event that carries an id. So there is a place to go on from even if the connection breaks
// before anything has happened; what the server wrote into a connection that was already dead would be lost otherwise.
//
// A browser opens six HTTP/1.1 connections to a host, over all tabs, and every stream holds one. With HTTP/2 the limit is gone.

export const CHANNELS = ['chatapi.chat', 'chatapi.muc', 'chatapi.presence', 'chatapi.notify', 'chatapi.error', 'chatapi.assist',
  'chatapi.ask', 'chatapi.xmpp', 'chatapi.connection', 'chatapi.reset', 'chatapi.closed'];

const FIRST_PAUSE = 1_000; // ms
const LONGEST_PAUSE = 30_000;
const ASLEEP = 60_000;

export class EventStream {
  #source = null;
  #timer = null;
  #failures = 0;
  #byToken = false;
  #hiddenSince = null;
  #listening = null;

  /**
   * @param url      of the stream, without a query
   * @param token    gives the stream token
   * @param lastId   {load(), save(id)}: where the last event's id survives a reload
   * @param isAlive  renews the login: true, false when it has ended, or a failed promise when that cannot be told now
   * @param onEvent  called with {channel, id, data}; must be done when it returns, for then the id is kept
   * @param onState  called with 'connecting', 'open', 'waiting' or 'closed'
   * @param onEnded  the login has ended: no stream will open again
   * @param noCookie there is none for this stream: a visitor's request sets no cookie
   */
  constructor({ url, token, lastId, isAlive, onEvent, onState, onEnded, noCookie = false }) {
    Object.assign(this, { url, token, lastId, isAlive, onEvent, onState, onEnded, noCookie });
    this.#byToken = noCookie;
  }

  start() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    // "offline" only says that a network is gone: a server on this machine still answers. So both events mean "try anew", nothing more.
    window.addEventListener('online', () => this.#restart(), { signal });
    window.addEventListener('offline', () => this.#restart(), { signal });
    window.addEventListener('pageshow', (event) => event.persisted && this.#restart(), { signal }); // back from the back-forward cache
    document.addEventListener('visibilitychange', () => this.#visibility(), { signal });
    this.#open();
  }

  stop() {
    this.#listening?.abort();
    this.#close();
    this.onState('closed');
  }

  #open() {
    this.#close();
    this.onState('connecting');
    const source = new EventSource(this.#address());
    this.#source = source;
    source.onopen = () => {
      this.#failures = 0;
      this.onState('open');
    };
    source.onerror = () => {
      // CONNECTING: the browser is at it already. CLOSED: it never will be again.
      if (source.readyState === EventSource.CLOSED) {
        this.#diagnose(source);
      } else {
        this.onState('connecting');
      }
    };
    CHANNELS.forEach((channel) => source.addEventListener(channel, (event) => this.#receive(source, channel, event)));
  }

  #close() {
    clearTimeout(this.#timer);
    this.#source?.close(); // or it would go on reconnecting beside the next one
    this.#source = null;
  }

  #address() {
    const query = new URLSearchParams();
    const lastId = this.lastId.load();
    if (lastId) {
      query.set('lastEventId', lastId);
    }
    if (this.#byToken) {
      query.set('token', this.token());
    }
    return `${this.url}?${query}`.replace(/\?$/, '');
  }

  #receive(source, channel, event) {
    if (source !== this.#source) {
      return; // a late event of a stream already replaced: the new one brings it again
    }
    try {
      this.onEvent({ channel, id: event.lastEventId, data: JSON.parse(event.data) });
    } catch (error) {
      reportError(error); // one event that cannot be handled must not stop those after it
    }
    // Only now: an id kept before its event is handled would lose the event when the page closes in between.
    if (event.lastEventId) {
      this.lastId.save(event.lastEventId);
    }
    if (channel === 'chatapi.closed') {
      this.stop(); // else EventSource would take the end of the answer for a broken network, and come back
    }
  }

  async #diagnose(source) {
    let pause = null;
    try {
      if (!await this.isAlive()) {
        this.stop();
        this.onEnded();
        return;
      }
      // The login stands, yet the stream was refused. Asking has renewed the cookie; if that does not help, another way in.
      this.#byToken = this.noCookie || this.#failures > 0;
    } catch (problem) {
      pause = problem.retryAfter ? problem.retryAfter * 1000 : null;
    }
    if (source !== this.#source) {
      return; // stopped, or opened anew, while we asked
    }
    this.#failures += 1;
    this.onState('waiting');
    this.#timer = setTimeout(() => this.#open(), pause ?? this.#pause());
  }

  /** Doubles, up to a bound; the random part keeps a thousand pages from coming back in the same instant after a restart. */
  #pause() {
    const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (this.#failures - 1));
    return longest / 2 + Math.random() * longest / 2;
  }

  #restart() {
    this.#failures = 0;
    this.#open();
  }

  #visibility() {
    if (document.hidden) {
      this.#hiddenSince = Date.now();
    } else if (this.#hiddenSince !== null && Date.now() - this.#hiddenSince > ASLEEP) {
      this.#restart(); // a laptop that slept has a connection that only looks open; replay makes the restart free
    }
  }
}
