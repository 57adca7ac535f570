import { Conversation } from './conversation.js';
import { bare, local } from './jid.js';
import { movedBack } from './words.js';

// One question and what became of it, as its asker sees it: waits, is invited, talks, has ended. What the stream's events change in it.

export class Visit {
  stage = 'waiting'; // 'waiting', 'invited' (an expert is there), 'talking' (we are in the room), 'ended'
  reason = ''; // why it has ended
  news = ''; // what has just happened, for a line that is read aloud
  room = '';
  nick = '';
  url = '';
  occupants = new Set(); // the nicknames of the others

  /** @param request {id, token, streamToken, workgroup, question, position, estimatedWait} */
  constructor(request) {
    this.request = request;
    this.position = request.position;
    this.remaining = request.estimatedWait;
    this.nick = request.nick ?? '';
    this.conversation = new Conversation(request.id, 'room');
    this.conversation.history = 'loaded'; // the stream brings all that was said
    this.conversation.complete = true;
  }

  /** Whether it goes on. */
  get open() {
    return this.stage !== 'ended';
  }

  /** What GET /ask/{id} answers. */
  stands({ state, reason, queuePosition, queueRemainingTime, mucRoom, url }) {
    if (state === 'start') {
      this.end(reason); // the stream goes on: it still brings what was said
    } else if (state === 'chat-room') {
      this.invited({ mucRoom, url });
    } else {
      this.moved({ position: queuePosition, remainingTime: queueRemainingTime });
    }
  }

  moved({ position, remainingTime, reason }) {
    if (!position) {
      return;
    }
    this.position = position;
    this.remaining = remainingTime;
    this.news = movedBack(reason);
    if (this.stage === 'invited') { // the expert did not come: back to the same place
      this.stage = 'waiting';
    } else if (this.stage === 'talking') {
      this.news = position === 1 ? 'You are next for another expert.' : `You wait for another expert, as number ${position}.`;
    }
  }

  invited({ mucRoom, url }) {
    this.room = mucRoom ?? this.room;
    this.url = url ?? this.url;
    if (this.stage === 'waiting') {
      this.stage = 'invited';
      this.news = 'An expert is there for you.';
    }
  }

  entered({ mucRoom, nickname, url }) {
    if (this.open) {
      this.stage = 'talking';
      this.room = mucRoom;
      this.nick = nickname;
      this.url = url ?? this.url;
    }
  }

  cameIn({ from, nickname, self }) {
    if (self) {
      this.nick = nickname; // also of a conversation that is over: by it we know what was ours
      this.entered({ mucRoom: bare(from), nickname });
    } else {
      this.occupants.add(nickname);
      this.news = `${nickname} has come in.`;
    }
  }

  wentOut({ from, nickname, self }) {
    this.conversation.typing.ended(from);
    if (!self && this.occupants.delete(nickname)) {
      this.news = `${nickname} has left.`;
    }
  }

  handedOver({ to, reason }) {
    this.news = [`Your conversation is handed over to ${local(to) || to}`, reason].filter(Boolean).join(': ');
  }

  end(reason) {
    this.stage = 'ended';
    this.reason = reason === 'departure-requested' && this.room ? 'left' : reason; // whoever had been answered took nothing back
    this.news = '';
    this.occupants.clear();
  }
}
