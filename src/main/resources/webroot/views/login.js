import { put } from '../js/dom.js';

const $ = (id) => document.getElementById(id);

export class Login {
  constructor({ logIn, onDone }) {
    this.logIn = logIn;
    this.onDone = onDone;
    $('login-form').addEventListener('submit', (event) => this.#submit(event));
  }

  show(reason) {
    $('login').hidden = false;
    put($('login-reason'), { text: reason, hidden: !reason });
    ($('username').value ? $('password') : $('username')).focus();
  }

  hide() {
    $('login').hidden = true;
    $('password').value = '';
    $('login-error').textContent = '';
  }

  async #submit(event) {
    event.preventDefault();
    $('login-button').disabled = true;
    $('login-error').textContent = '';
    try {
      await this.logIn($('username').value.trim(), $('password').value);
    } catch (problem) {
      $('login-error').textContent = problem.status === 401 ? 'That username and password do not fit.' : problem.message;
      $('password').select();
      return;
    } finally {
      $('login-button').disabled = false;
    }
    this.onDone();
  }
}
