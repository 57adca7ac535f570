import { path } from '../api.js';
import { word } from './fields.js';

const seen = (name, label) => word(name, label, { readOnly: true });

export const sessions = {
  path: 'sessions',
  label: 'Sessions',
  one: 'session',
  fields: [
    seen('username', 'Username'), seen('resource', 'Resource'), seen('presenceStatus', 'Presence'), seen('presenceMessage', 'Status'),
    seen('sessionStatus', 'State'), seen('node', 'Node'), seen('hostAddress', 'Address'), seen('creationDate', 'Since'),
    seen('lastActionDate', 'Last heard of'),
  ],
  key: (session) => session.sessionId,
  title: (session) => session.username,
  sub: (session) => [session.resource, session.presenceStatus].filter(Boolean).join(' · '),
  list: async (api, { limit, after }) => (await api.get('/sessions', { limit, after })).sessions,
  async read(api, id, session) {
    return session ?? (await this.list(api, {})).find((one) => one.sessionId === id);
  },
  deeds: [{
    label: 'End all of this user', done: 'has no session any more', gone: true,
    run: (api, id, { username }) => api.call('DELETE', path('sessions', username)),
  }],
};
