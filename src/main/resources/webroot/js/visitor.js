import { Problem, path } from './api.js';
import { Visit } from './visit.js';
import { VisitLine } from './visit-line.js';

// What a visitor without an account can do, each as a call of the API. It is the "chat" of a ConversationPane.
// The tab keeps the request's id and tokens over a reload; all else comes anew from its stream, which begins with the first event.

export class Visitor {
  #drawing = null;
  #line = null;
  visit = null;

  constructor({ api, memory, onChange }) {
    Object.assign(this, { api, memory, onChange });
    this.store = {
      me: { jid: '' },
      drafts: new Map(memory.get('drafts', [])),
      notice: '',
      draft: (id, text) => this.#draft(id, text),
      changed: () => this.changed(),
    };
    this.contacts = new Map();
    this.history = { catchUp() {}, loadOlder: async () => {} }; // the stream brings all there is
  }

  get request() {
    return this.visit?.request ?? null;
  }

  get outbox() {
    return this.#line.outbox;
  }

  /** Whether events come, and the state of the XMPP server behind. */
  get connection() {
    const { state, wasOpen, server } = this.#line;
    return { broken: state === 'waiting' || (wasOpen && state !== 'open'), server };
  }

  async workgroups() {
    return (await this.api.get('/workgroups')).workgroups;
  }

  /** @param question {userID, emailAddress, question, workgroup} */
  async ask(question) {
    this.store.notice = '';
    const kept = { question: question.question, about: question.workgroup, name: question.userID };
    try {
      this.#keep({ ...await this.api.call('POST', '/ask', { json: question }), ...kept });
    } catch (problem) {
      if (problem.code !== 'workgroup-closed' || !problem.request) {
        throw problem;
      }
      this.#keep({ ...problem.request, ...kept, over: 'closed' }); // it takes nothing but a message
    }
    this.resume();
  }

  /** Goes on with the question that this tab knows, if it knows one. */
  resume() {
    const request = this.memory.get('request', null);
    if (!request) {
      return;
    }
    this.visit = new Visit(request);
    if (request.over) {
      this.visit.end(request.over);
    } else {
      this.#line = new VisitLine({
        api: this.api,
        memory: this.memory,
        visit: this.visit,
        onChange: () => this.changed(),
        onNick: (nick) => this.#keep({ ...this.request, nick }),
        onProblem: (problem) => this.#tell(problem),
        onUnknown: () => this.unknown(),
      });
      this.#line.start();
    }
    this.changed();
  }

  /** Leaves the queue or the room, whatever the state. */
  async cancel() {
    await this.#call('DELETE');
    this.#line.end('departure-requested');
  }

  leaveMessage(text) {
    return this.#call('POST', '/message', { json: { message: text } });
  }

  /** Back to the start. */
  forget() {
    this.#line?.stop();
    this.#line = null;
    this.memory.forget('request', 'outbox', 'drafts');
    this.store.drafts.clear();
    this.visit = null;
    this.changed();
  }

  /** The server does not know the question any more, or not by this token. */
  unknown() {
    if (this.visit) {
      this.store.notice = 'Your question is no longer known here. You can ask it again.';
      this.forget();
    }
  }

  // ---- as a ConversationPane asks it ----------------------------------------------------------------------------------------

  say(conversation, body) {
    this.store.draft(conversation.id, '');
    return this.outbox.add('room', conversation.id, body);
  }

  sayAgain(conversation, message) {
    if (this.say(conversation, message.body)) {
      message.state = 'replaced';
    }
  }

  async chatState(conversation, state) {
    if (this.visit?.stage !== 'talking') {
      return;
    }
    try {
      await this.#call('POST', `/chatstate${path(state)}`);
    } catch (problem) {
      console.info('not told:', problem.message); // a help, not a need
    }
  }

  async asked(promise) {
    try {
      await promise;
    } catch (problem) {
      this.#tell(problem);
    }
  }

  /** No animation frame: a hidden tab has none, and it must ring and change its title. */
  changed() {
    this.#drawing ??= setTimeout(() => {
      this.#drawing = null;
      this.onChange();
    });
  }

  #call(method, rest = '', options = {}) {
    return this.api.call(method, `/ask${path(this.request.id)}${rest}`, options);
  }

  #keep(request) {
    this.memory.set('request', request);
  }

  #draft(id, text) {
    this.store.drafts.set(id, text);
    this.memory.set('drafts', [...this.store.drafts]);
  }

  #tell(problem) {
    if (!(problem instanceof Problem)) {
      reportError(problem);
      return;
    }
    this.store.notice = problem.message;
    this.changed();
  }
}
