import { put } from '../js/dom.js';
import { AskEnd } from './ask-end.js';
import { AskForm } from './ask-form.js';
import { AskTalk } from './ask-talk.js';
import { AskWait } from './ask-wait.js';

// "Ask an expert": the question, the wait, the conversation, the end, one after the other in the same place.

const $ = (id) => document.getElementById(id);
const TITLES = { waiting: 'Waiting – Ask an expert', invited: 'An expert is there!' };
const VIEWS = { form: AskForm, waiting: AskWait, invited: AskWait, talking: AskTalk, ended: AskEnd };

export class Ask {
  #visitor;
  #chime;
  #stage = null;
  #view = null;
  #heard = 0; // messages of others that have been seen or rung for

  constructor({ visitor, chime, chosen }) {
    this.#visitor = visitor;
    this.#chime = chime;
    this.chosen = chosen;
    $('notice-close').addEventListener('click', () => {
      visitor.store.notice = '';
      visitor.changed();
    });
    document.addEventListener('visibilitychange', () => this.draw());
  }

  draw() {
    const { visit, store } = this.#visitor;
    const stage = visit?.stage ?? 'form';
    if (stage !== this.#stage) {
      this.#go(stage);
    }
    this.#view.draw();
    this.#attention(visit, stage);
    const banner = visit?.open ? bannerText(this.#visitor.connection) : '';
    put($('banner'), { text: banner, hidden: !banner });
    put($('notice-text'), { text: store.notice });
    put($('notice'), { hidden: !store.notice });
    put($('ask-news'), { text: visit?.news ?? '' });
  }

  #go(stage) {
    const before = this.#stage;
    this.#stage = stage;
    put($('ask'), { 'data-stage': stage });
    if (VIEWS[stage] !== VIEWS[before]) {
      this.#view?.closed?.();
      this.#view = new VIEWS[stage]({ visitor: this.#visitor, chosen: this.chosen });
      $('ask').replaceChildren(this.#view.root);
    }
    if (before) { // what was focused is gone; when the page is new, its top is the place to begin
      this.#view.focus();
    }
    if (before === 'waiting' && (stage === 'invited' || stage === 'talking')) {
      this.#chime.ring();
    }
  }

  /** What an expert says while the visitor looks elsewhere is told in the title, and rings. */
  #attention(visit, stage) {
    const theirs = visit?.conversation.messages.filter((message) => !message.mine).length ?? 0;
    if (!document.hidden) {
      this.#heard = theirs;
    }
    const missed = theirs - this.#heard;
    if (missed > 0 && !document.title.startsWith(`(${missed})`)) {
      this.#chime.ring();
    }
    const title = TITLES[stage] ?? 'Ask an expert';
    document.title = missed > 0 ? `(${missed}) ${title}` : title;
  }
}

function bannerText({ broken, server }) {
  if (broken || !navigator.onLine) {
    return 'The connection is being made again. Your place is kept.';
  }
  return server === 'reconnecting' || server === 'lost' ? 'The chat server is being reached again. What you write is kept and sent then.' : '';
}
