import { describe } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

const minion = {
  id: 'web-1.example.com',
  opts: { nodegroups: { front: 'web* and G@os:Debian', pair: ['web-1.example.com', 'web-2'] } },
  grains: { os: 'Debian', roles: ['web'], ipv4: ['10.0.0.5'], path: '/usr/bin:/bin' },
  pillar: { role: 'executor', tier: { name: 'gold' } },
};

describe('match', () => {
  specsOf(minion, [
    { call: 'match.compound', positional: ['web* and G@os:Debian and I@role:exec*'], value: true },
    { call: 'match.compound', positional: ['db*'], named: { minion_id: 'db-1' }, value: true },
    { call: 'match.compound', positional: ['N@front'], value: true },
    { call: 'match.compound', positional: ['N@pair'], value: true },
    { call: 'match.compound', positional: ['web* and'], refused: ['bad-arguments', /target:1:9:/] },
    { call: 'match.glob', positional: ['web-?.*'], value: true },
    { call: 'match.glob', positional: ['web*', 'db'], value: false },
    { call: 'match.list', positional: ['a,web-1.example.com'], value: true },
    { call: 'match.pcre', positional: ['web-\\d'], value: true },
    { call: 'match.pcre', positional: ['web-('], refused: ['bad-arguments', /not a regular expression/] },
    { call: 'match.ipcidr', positional: ['10.0.0.0/8'], value: true },
    { call: 'match.grain', positional: ['os:deb*'], value: true },
    { call: 'match.grain', positional: ['path|/usr/bin:/bin', '|'], value: true },
    { call: 'match.grain_pcre', positional: ['os:(debian|ubuntu)$'], value: true },
    { call: 'match.pillar', positional: ['tier:name:gold'], value: true },
    { call: 'match.pillar_pcre', positional: ['role:x'], value: false },
    { call: 'match.filter_by', positional: [{ 'db*': 1, 'web*': 2, 'G@os:Debian': 3 }], value: 2 },
    { call: 'match.filter_by', positional: [{ 'db*': 1, default: 9 }], value: 9 },
    { call: 'match.filter_by', positional: [{ 'db*': 1 }], value: null },
    { call: 'match.filter_by', positional: [{ 'db*': 1, 'x*': 2 }], named: { minion_id: 'x1' }, value: 2 },
    {
      call: 'match.filter_by',
      positional: [{ 'web*': { a: [1] } }],
      named: { merge: { b: 2 } },
      value: { a: [1], b: 2 },
    },
    { call: 'match.filter_by', positional: [{ 'role:executor': 1 }, 'pillar'], value: 1 },
    { call: 'match.filter_by', positional: [{}, 'nope'], refused: ['bad-arguments', /one of compound/] },
    { call: 'match.search_by', positional: [{ app: ['web*', 'x'], db: ['db*'], all: ['*'] }], value: ['app', 'all'] },
    { call: 'match.search_by', positional: [{ db: ['db*'] }], value: null },
  ]);
});
