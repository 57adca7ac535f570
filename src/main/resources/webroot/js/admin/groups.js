import { path } from '../api.js';
import { lines, word } from './fields.js';

export const groups = {
  path: 'groups',
  label: 'Groups',
  one: 'group',
  fields: [
    word('name', 'Name', { fixed: true, required: true }),
    word('description', 'Description'),
    lines('members', 'Members'),
    lines('admins', 'Admins'),
  ],
  key: (group) => group.name,
  title: (group) => group.name,
  sub: (group) => group.description ?? '',
  list: async (api, { limit, after }) => (await api.get('/groups', { limit, after })).groups,
  read: (api, name) => api.get(path('groups', name)),
  create: (api, group) => api.call('POST', '/groups', { json: group }),
  change: (api, name, group) => api.call('PUT', path('groups', name), { json: group }),
  remove: (api, name) => api.call('DELETE', path('groups', name)),
  deeds: [],
};
