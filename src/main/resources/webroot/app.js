import { Api } from './js/api.js';
import { Chat } from './js/chat.js';
import { Chime } from './js/chime.js';
import { Memory } from './js/memory.js';
import { Session } from './js/session.js';
import { Login } from './views/login.js';
import { Shell } from './views/shell.js';
import { People } from './views/people.js';
import { Rooms } from './views/rooms.js';
import { DeskSection } from './views/desk.js';
import { AdminSection } from './views/admin.js';
import { EventLog } from './views/event-log.js';

// The whole page on one page. A section is a class like these: {path, label} as statics, a root element, draw(), open(id).
const SECTIONS = [People, Rooms, DeskSection, AdminSection, EventLog];

const memory = new Memory(sessionStorage);
const chime = new Chime(memory);
const api = new Api({
  base: '/restapi/v1',
  login: () => session.current,
  onUnauthorized: () => end('The login has ended.'),
});
const session = new Session({ memory, api });
const login = new Login({ logIn: (username, password) => session.logIn(username, password), onDone: begin });
let chat = null;
let shell = null;

function begin() {
  login.hide();
  chat = new Chat({
    api,
    session,
    memory,
    chime,
    isOpen: (id) => shell.isOpen(id),
    onChange: () => shell?.draw(),
    onEnded: end,
  });
  shell = new Shell({ chat, sections: SECTIONS, onLogOff: logOff });
  chat.start();
}

/** @param reason why, when a person did not ask for it; the first that is told is the one, for more may follow from it */
function end(reason) {
  if (!chat) {
    return;
  }
  const waits = reason && chat.outbox.waits;
  chat.stop();
  shell.close();
  chat = null;
  shell = null;
  session.drop();
  login.show([reason, waits ? 'What waits to be sent is kept until you log in again.' : ''].filter(Boolean).join(' '));
}

async function logOff() {
  chat.stop(); // first, or chatapi.closed would tell of what we asked for ourselves
  try {
    await session.logOff();
    end('');
  } catch (problem) {
    end(`Logged off here, but the server could not be told. ${problem.message}`);
  }
}

if (session.current) {
  begin();
} else {
  login.show('');
}
