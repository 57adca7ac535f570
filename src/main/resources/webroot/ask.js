import { Api } from './js/api.js';
import { Chime } from './js/chime.js';
import { Memory } from './js/memory.js';
import { Visitor } from './js/visitor.js';
import { Ask } from './views/ask.js';

// The page of a visitor who has a question and no account: a page of its own, which another site can link to or show in a window.
// ask.html?workgroup=diabetes has the workgroup chosen already.

const memory = new Memory(sessionStorage, 'parley.ask.');
const api = new Api({
  base: '/restapi/v1',
  login: () => visitor.request,
  onUnauthorized: () => visitor.unknown(),
});
const visitor = new Visitor({ api, memory, onChange: () => ask.draw() });
const ask = new Ask({ visitor, chime: new Chime(memory), chosen: new URLSearchParams(location.search).get('workgroup') });

visitor.resume();
ask.draw();
