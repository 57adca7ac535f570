import { Problem } from './api.js';

// State to be fetched, by name. Several reasons to fetch the same become one request, and what fails for a passing reason is fetched
// when the stream opens again, or after a while.

const SOON = 100; // ms
const AGAIN = 5_000;

export class Fetches {
  #wanted = new Map(); // name -> action
  #timer = null;
  #stopped = false;

  constructor({ onProblem }) {
    this.onProblem = onProblem;
  }

  want(name, action) {
    this.#wanted.set(name, action);
    this.#in(SOON);
  }

  again() {
    if (this.#wanted.size) {
      this.#in(0);
    }
  }

  stop() {
    this.#stopped = true;
    this.#wanted.clear();
    clearTimeout(this.#timer);
  }

  #in(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), milliseconds);
  }

  #run() {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    wanted.forEach(([name, action]) => this.#try(name, action));
  }

  async #try(name, action) {
    try {
      await action();
    } catch (problem) {
      if (problem instanceof Problem && problem.passing && !this.#stopped && !this.#wanted.has(name)) {
        this.#wanted.set(name, action);
        this.#in((problem.retryAfter ?? 0) * 1000 || AGAIN);
      }
      this.onProblem(problem);
    }
  }
}
