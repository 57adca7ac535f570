import { path } from '../api.js';
import { choice, lines, word, yesNo } from './fields.js';

const ADMIN = ['ask', 'admin'];

export const workgroups = {
  path: 'workgroups',
  label: 'Workgroups',
  one: 'workgroup',
  fields: [
    word('name', 'Name', { fixed: true, required: true }),
    word('description', 'Description'),
    choice('strategy', 'Who is asked first', { rotation: 'In turns', leastBusy: 'The least busy', everyone: 'Everybody at once' }),
    yesNo('open', 'Anybody may ask'),
    lines('members', 'Experts'),
    lines('supervisors', 'Supervisors'),
  ],
  key: (workgroup) => workgroup.name,
  title: (workgroup) => workgroup.name,
  sub: (workgroup) => workgroup.description ?? '',
  // all of them come at once: there are never many
  list: async (api, { after }) => (after ? [] : (await api.get('/ask/admin')).workgroups),
  read: (api, name) => api.get(path(...ADMIN, name)),
  create: (api, workgroup) => api.call('POST', '/ask/admin', { json: workgroup }),
  change: (api, name, { name: same, members, ...workgroup }) => api.call('POST', path(...ADMIN, name), { json: { ...workgroup, members } }),
  remove: (api, name) => api.call('DELETE', path(...ADMIN, name)),
  deeds: [],
};
