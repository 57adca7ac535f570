import { path } from '../api.js';
import { lines, secret, word } from './fields.js';

export const users = {
  path: 'users',
  label: 'Users',
  one: 'user',
  fields: [
    word('username', 'Username', { fixed: true, required: true }),
    word('name', 'Name'),
    word('email', 'Email'),
    secret('password', 'Password', { needed: true }),
    lines('groups', 'Groups', { readOnly: true }),
  ],
  key: (user) => user.username,
  title: (user) => user.name || user.username,
  sub: (user) => [user.username, user.email].filter(Boolean).join(' · '),
  list: async (api, query) => (await api.get('/users', query)).users,
  async read(api, username) {
    const [user, groups] = await Promise.all([api.get(path('users', username)), api.get(path('users', username, 'groups'))]);
    return { ...user, groups: groups.groupnames };
  },
  create: (api, { groups, ...user }) => api.call('POST', '/users', { json: user }),
  change: (api, username, { groups, username: same, ...user }) => api.call('PUT', path('users', username), { json: user }),
  remove: (api, username) => api.call('DELETE', path('users', username)),
  deeds: [
    { label: 'Lock out', done: 'is locked out', run: (api, username) => api.call('POST', path('lockouts', username)) },
    { label: 'Let in again', done: 'may log in', run: (api, username) => api.call('DELETE', path('lockouts', username)) },
    { label: 'End sessions', done: 'has no session any more', run: (api, username) => api.call('DELETE', path('sessions', username)) },
  ],
};
