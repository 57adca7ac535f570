import { path } from '../api.js';
import { lines, number, secret, word, yesNo } from './fields.js';

export const rooms = {
  path: 'rooms',
  label: 'Rooms',
  one: 'room',
  fields: [
    word('roomName', 'Name in its address', { fixed: true, required: true }),
    word('naturalName', 'Name'),
    word('description', 'Description'),
    number('maxUsers', 'Most occupants'),
    secret('password', 'Password'),
    yesNo('persistent', 'Stays when it is empty', { otherwise: true }),
    yesNo('publicRoom', 'Listed for everybody', { otherwise: true }),
    yesNo('membersOnly', 'For members only'),
    yesNo('moderated', 'Only who has voice may speak'),
    lines('owners', 'Owners'),
    lines('members', 'Members'),
  ],
  key: (room) => room.roomName,
  title: (room) => room.naturalName || room.roomName,
  sub: (room) => room.description ?? '',
  list: async (api, query) => (await api.get('/chatrooms', { type: 'all', ...query })).chatRooms,
  read: (api, name) => api.get(path('chatrooms', name)),
  create: (api, room) => api.call('POST', '/chatrooms', { json: room }),
  change: (api, name, room) => api.call('PUT', path('chatrooms', name), { json: room }),
  remove: (api, name) => api.call('DELETE', path('chatrooms', name)),
  deeds: [],
};
