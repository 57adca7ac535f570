import { asker } from '../js/desk.js';
import { button, el, keyed, put } from '../js/dom.js';
import { local } from '../js/jid.js';

// Questions that are offered, each with the time that is left to answer. When that is over the server takes it back, and says so: this
// machine's clock may be wrong, and does not decide.

const SECOND = 1_000;

export class DeskOffers {
  #chat;
  #timer = null;

  /** @param onGone what was focused is answered and gone: the focus needs another place */
  constructor({ chat, onGone }) {
    this.#chat = chat;
    this.onGone = onGone;
    // a screen reader says at once what is added, and not each second that passes
    this.root = el('ul', { id: 'offers', class: 'cards', 'aria-label': 'Questions for you', 'aria-live': 'assertive' });
  }

  draw() {
    const { offers } = this.#chat.desk;
    keyed(this.root, [...offers.values()].map((offer) => ({ key: offer.id, ...offer })), (offer) => this.#create(offer),
      (element, offer) => this.#update(element, offer));
    put(this.root, { hidden: !offers.size });
    this.#tick(offers.size > 0);
  }

  close() {
    this.#tick(false);
  }

  #tick(on) {
    if (on) {
      this.#timer ??= setInterval(() => this.draw(), SECOND);
    } else {
      clearInterval(this.#timer);
      this.#timer = null;
    }
  }

  #create(offer) {
    const { metaData = {}, workgroup, kind, inviter, reason } = offer;
    const { username, email, question, verified, ...more } = metaData;
    return el('li', { class: 'card offer', 'data-offer': offer.id },
      el('p', { class: 'meta' }, el('span', { class: 'channel' }, local(workgroup)), el('span', { class: 'countdown', role: 'timer', 'aria-live': 'off' })),
      el('p', {}, el('strong', {}, asker(offer)), [email ? ` · ${email}` : '', verified ? ' · has an account here' : ''].join('')),
      el('p', { class: 'body', dir: 'auto' }, question ?? ''),
      kind === 'request' || !kind ? null : el('p', { class: 'hint' }, passedOn(kind, inviter, reason)),
      details(more),
      el('p', { class: 'buttons' },
        button('Accept', { class: 'accept primary', onclick: () => this.#accept(offer) }),
        button('Reject', { class: 'reject quiet', onclick: () => this.#reject(offer) })));
  }

  #update(element, { expires, answering }) {
    const left = Math.max(0, Math.ceil((Date.parse(expires) - Date.now()) / SECOND));
    const countdown = element.querySelector('.countdown');
    put(countdown, { text: left ? `${left} s` : 'any moment', 'aria-label': `${left} seconds left`, 'data-short': left <= 5 });
    element.querySelectorAll('button').forEach((one) => (one.disabled = Boolean(answering)));
  }

  async #reject(offer) {
    await this.#chat.asked(this.#chat.desk.reject(offer));
    this.draw();
    if (document.activeElement === document.body) {
      this.onGone();
    }
  }

  async #accept(offer) {
    await this.#chat.asked(this.#chat.desk.accept(offer));
    if (this.#chat.desk.chats.has(offer.id)) {
      location.hash = `#/desk/${encodeURIComponent(offer.id)}`;
    }
  }
}

function passedOn(kind, inviter, reason) {
  const who = local(inviter ?? '') || inviter || 'Another expert';
  return [kind === 'transfer' ? `${who} hands this over to you` : `${who} asks you to join`, reason].filter(Boolean).join(': ');
}

/** Whatever else the asker's page sent along. */
function details(more) {
  const entries = Object.entries(more).filter(([name]) => !['workgroup', 'userID', 'emailAddress'].includes(name));
  return entries.length ? el('details', {}, el('summary', {}, 'Details'),
    el('dl', { class: 'details' }, ...entries.flatMap(([name, value]) => [
      el('dt', {}, name), el('dd', {}, typeof value === 'string' ? value : JSON.stringify(value))]))) : null;
}
