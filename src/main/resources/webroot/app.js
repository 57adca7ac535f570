import { Api } from './js/api.js';
import { Chat } from './js/chat.js';
import { Memory } from './js/memory.js';
import { Session } from './js/session.js';
import { Login } from './views/login.js';
import { Shell } from './views/shell.js';
import { People } from './views/people.js';
import { Rooms } from './views/rooms.js';
import { EventLog } from './views/event-log.js';

// The whole page on one page. A section is a class like these three: {path, label} as statics, a root element, draw(), open(id).
const SECTIONS = [People, Rooms, EventLog];

const memory = new Memory(sessionStorage);
const api = new Api({
  base: '/restapi/v1',
  login: () => session.current,
  onUnauthorized: () => end('The login has ended. Please log in again.'),
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
    isOpen: (id) => shell.isOpen(id),
    onChange: () => shell?.draw(),
    onEnded: end,
  });
  shell = new Shell({ chat, sections: SECTIONS, onLogOff: logOff });
  chat.start();
}

function end(reason) {
  chat?.stop();
  shell?.close();
  chat = null;
  shell = null;
  session.drop();
  login.show(reason);
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
