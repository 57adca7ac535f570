// Who is typing. An indication ends by itself: who closes the lid while typing never says so.

const LASTS = 15_000; // ms

export class Typing {
  #timers = new Map(); // who -> timer

  /** @param state as XEP-0085 has it; only "composing" begins anything */
  tell(who, state, onOver) {
    this.ended(who);
    if (state === 'composing') {
      this.#timers.set(who, setTimeout(() => {
        this.#timers.delete(who);
        onOver();
      }, LASTS));
    }
  }

  ended(who) {
    clearTimeout(this.#timers.get(who));
    this.#timers.delete(who);
  }

  get who() {
    return [...this.#timers.keys()];
  }
}
