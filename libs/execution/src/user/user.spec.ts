import { describe } from '@jest/globals';
import { linuxHost } from '@fleet/platform';
import { specsOf } from '../spec-cases.js';

const machine = {
  accounts: {
    users: [{ name: 'deploy', uid: 1500, gid: 1500, fullname: 'Deployer', groups: ['docker'], home: '/home/deploy' }],
    groups: [
      { name: 'deploy', gid: 1500 },
      { name: 'docker', gid: 900 },
    ],
  },
};
const deploy = {
  gid: 1500,
  groups: ['deploy', 'docker'],
  home: '/home/deploy',
  name: 'deploy',
  passwd: 'x',
  shell: '/bin/bash',
  uid: 1500,
  fullname: 'Deployer',
  roomnumber: '',
  workphone: '',
  homephone: '',
  other: '',
};

describe('accounts', () => {
  specsOf({ machine }, [
    { call: 'user.info', positional: ['deploy'], value: deploy },
    { call: 'user.info', positional: ['nobody-here'], value: {} },
    { call: 'user.list_users', value: ['deploy', 'root'] },
    { call: 'user.list_groups', positional: ['deploy'], value: ['deploy', 'docker'] },
    { call: 'user.list_groups', positional: ['nobody-here'], value: [] },
    { call: 'user.primary_group', positional: ['deploy'], value: 'deploy' },
    { call: 'user.primary_group', positional: ['nobody-here'], refused: ['not-found', /no user nobody-here/] },
    {
      call: 'group.info',
      positional: ['docker'],
      value: { name: 'docker', passwd: 'x', gid: 900, members: ['deploy'] },
    },
    { call: 'group.info', positional: ['none-here'], value: {} },
  ]);
  specsOf({ host: linuxHost() }, [{ call: 'user.primary_group', positional: ['root'], value: 'root' }]);
});
