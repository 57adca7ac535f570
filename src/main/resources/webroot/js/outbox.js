import { randomKey } from './api.js';

// Messages that the server has not acknowledged yet. Each keeps its Idempotency-Key for as long as it is tried, over reconnects and
// reloads: when an answer was lost, the same key sent again does not send twice, it only brings the answer again.

const MOST = 100;
const FIRST_PAUSE = 1_000; // ms
const LONGEST_PAUSE = 30_000;

export class Outbox {
  #busy = new Set(); // conversations with a message under way: one at a time, so that they arrive in the order they were written
  #timer = null;
  #failures = 0;
  #stopped = false;

  /**
   * @param memory      where the entries survive a reload
   * @param send        (entry) => Promise of the message's id; fails with a Problem
   * @param onDelivered (entry, id)
   * @param onSettled   (entry): delivered, refused or discarded; whoever waited for its outcome can go on
   * @param onChange    something to show has changed
   */
  constructor({ memory, send, onDelivered, onSettled, onChange }) {
    Object.assign(this, { memory, send, onDelivered, onSettled, onChange });
    // What was under way when the page went may have arrived or not: it waits like the rest, and the key decides.
    this.entries = memory.get('outbox', []).map((entry) => (entry.state === 'failed' ? entry : { ...entry, state: 'waiting' }));
  }

  /** @returns whether there was room for it */
  add(kind, to, body) {
    if (this.entries.length >= MOST) {
      return false;
    }
    this.entries.push({ key: randomKey(), kind, to, body, state: 'waiting', reason: '', time: Date.now() });
    this.#changed();
    this.flush();
    return true;
  }

  /** Whether something is still to be sent. */
  get waits() {
    return this.entries.some((entry) => entry.state !== 'failed');
  }

  of(to) {
    return this.entries.filter((entry) => entry.to === to);
  }

  /** Whether a message with this text may or may not have been sent already. */
  isUnsettled(to, body) {
    return this.entries.some((entry) => entry.to === to && entry.body === body && entry.state !== 'failed');
  }

  retry(key) {
    const entry = this.entries.find((one) => one.key === key);
    if (entry && entry.state !== 'sending') {
      entry.state = 'waiting';
      this.#changed();
      this.flush();
    }
  }

  discard(key) {
    const entry = this.entries.find((one) => one.key === key && one.state !== 'sending');
    if (entry) {
      this.#remove(entry);
      this.onSettled(entry);
      this.flush();
    }
  }

  /** Tries what waits, now: when the stream has opened, when the network is back, when the pause is over. */
  flush() {
    clearTimeout(this.#timer);
    if (this.#stopped) {
      return;
    }
    const waiting = new Map();
    for (const entry of this.entries) {
      if (entry.state !== 'failed' && !waiting.has(entry.to)) {
        waiting.set(entry.to, entry);
      }
    }
    waiting.forEach((entry) => !this.#busy.has(entry.to) && this.#deliver(entry));
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #deliver(entry) {
    this.#busy.add(entry.to);
    entry.state = 'sending';
    this.#changed();
    let pause = 0;
    try {
      const id = await this.send(entry);
      this.#failures = 0;
      this.#remove(entry);
      this.onDelivered(entry, id);
      this.onSettled(entry);
    } catch (problem) {
      pause = this.#postpone(entry, problem);
    }
    this.#busy.delete(entry.to);
    if (pause) {
      this.#schedule(pause);
    } else {
      this.flush();
    }
  }

  /** @returns how long to wait; 0 when trying this one again helps nobody, and the next may go */
  #postpone(entry, problem) {
    const waits = problem.passing || problem.status === 401; // 401: until the next login
    entry.state = waits ? 'waiting' : 'failed';
    entry.reason = problem.message;
    this.#changed();
    if (!waits) {
      this.onSettled(entry);
      return 0;
    }
    this.#failures += 1;
    const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (this.#failures - 1));
    return problem.retryAfter ? problem.retryAfter * 1000 : longest / 2 + Math.random() * longest / 2;
  }

  #schedule(pause) {
    clearTimeout(this.#timer);
    this.#timer = this.#stopped ? null : setTimeout(() => this.flush(), pause);
  }

  #remove(entry) {
    this.entries = this.entries.filter((one) => one !== entry);
    this.#changed();
  }

  #changed() {
    if (!this.#stopped) {
      this.memory.set('outbox', this.entries);
    }
    this.onChange();
  }
}
