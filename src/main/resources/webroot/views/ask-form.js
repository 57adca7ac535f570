import { el, keyed, put } from '../js/dom.js';
import { askingFailed, wait } from '../js/words.js';

// Whom to ask, and what. Closed workgroups can be chosen too: then a message can be left.

const OFTEN = 15_000; // ms between looks at who is there
const opening = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });

export class AskForm {
  #visitor;
  #workgroups = null;
  #chosen;
  #timer;

  constructor({ visitor, chosen }) {
    this.#visitor = visitor;
    this.#chosen = chosen;
    this.heading = el('h1', { tabindex: '-1' }, 'Ask an expert');
    this.list = el('ul', { id: 'workgroups', class: 'workgroups' });
    this.state = el('p', { id: 'workgroups-state', class: 'hint', role: 'status' }, 'Looking who is there…');
    this.name = el('input', { id: 'ask-name', name: 'name', autocomplete: 'name', maxlength: '100', required: true });
    this.email = el('input', { id: 'ask-email', name: 'email', type: 'email', autocomplete: 'email', maxlength: '254', required: true });
    this.question = el('textarea', { id: 'ask-question', name: 'question', rows: '4', maxlength: '4000', required: true });
    this.error = el('p', { id: 'ask-error', class: 'error', role: 'alert' });
    this.submit = el('button', { id: 'ask-send', class: 'primary', type: 'submit' }, 'Ask');
    this.root = el('div', { class: 'ask-card' }, this.heading,
      el('p', { class: 'hint' }, 'You need no account. An expert answers you here, in this window.'),
      el('form', { id: 'ask-form', onsubmit: (event) => this.#ask(event) },
        el('fieldset', {}, el('legend', {}, 'Whom do you want to ask?'), this.list, this.state),
        el('label', { for: 'ask-name' }, 'Your name'), this.name,
        el('label', { for: 'ask-email' }, 'Your e-mail address'), this.email,
        el('label', { for: 'ask-question' }, 'Your question'), this.question,
        this.error, this.submit));
    this.#look();
    this.#timer = setInterval(() => document.hidden || this.#look(), OFTEN);
  }

  closed() {
    clearInterval(this.#timer);
  }

  focus() {
    this.heading.focus();
  }

  draw() {
    if (!this.#workgroups) {
      return;
    }
    const items = this.#workgroups.map((workgroup) => ({ key: workgroup.name, ...workgroup }));
    keyed(this.list, items, (item) => this.#create(item), (element, item) => {
      put(element, { 'data-status': item.status });
      put(element.querySelector('.sub'), { text: howItStands(item) });
    });
    put(this.state, { text: items.length ? '' : 'Nobody takes questions here.' });
    this.submit.disabled = !items.length;
  }

  #create({ name, description }) {
    const radio = el('input', { type: 'radio', name: 'workgroup', value: name, required: true, onchange: () => (this.#chosen = name) });
    radio.checked = this.#chosen === name || (this.#workgroups.length === 1);
    return el('li', { 'data-workgroup': name }, el('label', {}, radio,
      el('span', { class: 'names' },
        el('span', { class: 'name' }, name),
        description ? el('span', { class: 'about' }, description) : null,
        el('span', { class: 'sub' }))));
  }

  async #look() {
    try {
      this.#workgroups = await this.#visitor.workgroups();
      this.draw();
    } catch (problem) {
      if (!this.#workgroups) {
        put(this.state, { text: askingFailed(problem) });
      }
    }
  }

  async #ask(event) {
    event.preventDefault();
    this.error.textContent = '';
    this.submit.disabled = true;
    try {
      await this.#visitor.ask({
        workgroup: new FormData(event.target).get('workgroup'),
        userID: this.name.value.trim(),
        emailAddress: this.email.value.trim(),
        question: this.question.value.trim(),
      });
    } catch (problem) {
      this.error.textContent = askingFailed(problem);
    }
    this.submit.disabled = false;
  }
}

/** @param open whether anybody may ask; whether somebody answers now is the status */
function howItStands({ open, status, nextOpening, waiting, estimatedWait, expertsAvailable }) {
  if (status !== 'open') {
    return nextOpening ? `Closed · opens ${opening.format(new Date(nextOpening))}` : 'Closed · you can leave a message';
  }
  const queue = waiting ? `${waiting} waiting` : 'nobody waits';
  const time = estimatedWait > 0 ? `wait ${wait(estimatedWait)}` : '';
  const busy = expertsAvailable === 0 ? 'no expert is free now' : '';
  return ['Open', queue, time, busy, open ? '' : 'only for people with an account'].filter(Boolean).join(' · ');
}
