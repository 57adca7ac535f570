import { button, el, keyed, put } from '../js/dom.js';
import { wait } from '../js/words.js';

// The workgroups of an expert: how long their queues are, who waits, and whether one takes questions there.

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const MOST_CHATS = 50;

export class DeskWorkgroups {
  #chat;

  constructor({ chat }) {
    this.#chat = chat;
    this.list = el('ul', { id: 'desk-workgroups', class: 'cards', 'aria-label': 'Workgroups' });
    this.empty = el('p', { class: 'hint pad' }, 'You are not an expert of any workgroup.');
    this.root = el('div', {}, this.list, this.empty);
  }

  draw() {
    const { workgroups, queues } = this.#chat.desk;
    const away = !['available', 'chat'].includes(this.#chat.store.own.show);
    const items = workgroups.map((workgroup) => ({ key: workgroup.name, ...workgroup, away, queue: queues.get(workgroup.name) ?? {} }));
    keyed(this.list, items, (item) => this.#create(item), (element, item) => this.#update(element, item));
    put(this.empty, { hidden: items.length > 0 });
  }

  #create({ name, expert, maxChats }) {
    const id = `max-${name}`;
    const most = el('input', { id, type: 'number', min: '1', max: String(MOST_CHATS), value: String(maxChats ?? ''), class: 'max-chats' });
    const form = el('form', { class: 'row', onsubmit: (event) => this.#join(event, name, most) },
      el('label', { for: id }, 'Chats at once'), most,
      el('button', { class: 'join-workgroup', type: 'submit' }),
      button('Leave', { class: 'leave-workgroup quiet', onclick: () => this.#chat.asked(this.#chat.desk.leave(name)) }));
    return el('li', { class: 'card workgroup', 'data-workgroup': name },
      el('p', {}, el('strong', {}, name), ' ', el('span', { class: 'sub' })),
      el('p', { class: 'queue hint' }),
      el('details', { class: 'waiting' }, el('summary', {}, 'Who waits'), el('ol', { class: 'waiting-list' })),
      expert === false ? el('p', { class: 'hint' }, 'You are its supervisor.') : form);
  }

  #update(element, { joined, away, queue }) {
    put(element, { 'data-joined': String(Boolean(joined)) });
    put(element.querySelector('.sub'), { text: [queue.status, standing(joined, away)].filter(Boolean).join(' · ') });
    put(element.querySelector('.queue'), { text: queueText(queue) });
    put(element.querySelector('.waiting'), { hidden: !queue.users?.length });
    keyed(element.querySelector('.waiting-list'), (queue.users ?? []).map((user) => ({ key: user.id, ...user })),
      () => el('li', {}), (line, user) => put(line, { text: `${user.queuePosition}. ${user.userID}, since ${time(user.joinDate)}` }));
    const join = element.querySelector('.join-workgroup');
    if (join) {
      put(join, { text: joined ? 'Set' : 'Join' });
      put(element.querySelector('.leave-workgroup'), { hidden: !joined });
    }
  }

  #join(event, name, most) {
    event.preventDefault();
    this.#chat.asked(this.#chat.desk.join(name, Number(most.value) || undefined));
  }
}

function standing(joined, away) {
  if (!joined) {
    return 'you have left';
  }
  return away ? 'nothing is offered while you are away' : 'you take questions';
}

function queueText({ waiting, averageWaitTime, oldestEntry, currentChats }) {
  return [
    waiting === undefined ? '' : `${waiting} waiting`,
    waiting && oldestEntry ? `the first since ${time(oldestEntry)}` : '',
    averageWaitTime > 0 ? `wait ${wait(averageWaitTime)}` : '',
    currentChats > 0 ? `${currentChats} in conversation` : '',
  ].filter(Boolean).join(' · ');
}

function time(text) {
  return clock.format(new Date(text));
}
