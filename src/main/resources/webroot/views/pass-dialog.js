import { addressField, button, el, put } from '../js/dom.js';

// To whom a conversation is handed over, or who is asked to join it, and why.

const WORDS = {
  transfer: { title: 'Hand this conversation over', to: 'To an expert or a workgroup', submit: 'Hand over' },
  invite: { title: 'Ask somebody to join', to: 'An expert, a workgroup or any user', submit: 'Invite' },
};

export class PassDialog {
  #chat;
  #action = null;
  #talk = null;

  constructor({ chat }) {
    this.#chat = chat;
    this.title = el('h2', { id: 'pass-title' });
    this.toLabel = el('label', { for: 'pass-to' });
    this.to = addressField({ id: 'pass-to', list: 'pass-found', placeholder: 'Username or workgroup' });
    this.found = el('datalist', { id: 'pass-found' });
    this.reason = el('textarea', { id: 'pass-reason', rows: '2', maxlength: '500' });
    this.error = el('p', { id: 'pass-error', class: 'error', role: 'alert' });
    this.submit = el('button', { id: 'pass-submit', class: 'primary', type: 'submit' });
    this.root = el('dialog', { id: 'pass', class: 'pass', 'aria-labelledby': 'pass-title' },
      el('form', { onsubmit: (event) => this.#pass(event) }, this.title, this.toLabel, this.to, this.found,
        el('label', { for: 'pass-reason' }, 'Why (they read it)'), this.reason, this.error,
        el('p', { class: 'buttons' }, this.submit, button('Cancel', { class: 'quiet', onclick: () => this.root.close() }))));
  }

  open(action, talk) {
    this.#action = action;
    this.#talk = talk;
    const { title, to, submit } = WORDS[action];
    put(this.title, { text: title });
    put(this.toLabel, { text: to });
    put(this.submit, { text: submit });
    this.to.value = '';
    this.reason.value = '';
    this.error.textContent = '';
    this.found.replaceChildren(...this.#chat.desk.workgroups.map(({ jid, name }) => el('option', { value: jid }, name)));
    this.root.showModal(); // keeps the focus inside, ends with Escape, and gives the focus back
    this.to.focus();
  }

  async #pass(event) {
    event.preventDefault();
    this.submit.disabled = true;
    try {
      await this.#chat.desk.pass(this.#action, this.#talk, this.to.value.trim(), this.reason.value.trim());
      this.root.close();
    } catch (problem) {
      this.error.textContent = problem.message;
    }
    this.submit.disabled = false;
  }
}
