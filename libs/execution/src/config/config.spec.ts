import { describe } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

const minion = {
  opts: { who: 'opts', app: { port: 1, from_opts: true }, 'mysql.host': 'db', list: [1] },
  grains: { who: 'grains', os: 'Debian', app: { port: 2, from_grains: true } },
  pillar: {
    who: 'pillar',
    app: { port: 3, from_pillar: true },
    role: 'web',
    list: [2],
    nothing: null,
    master: { who: 'master', file_roots: { base: ['/srv'] }, 'mysql.port': 3306 },
  },
};

describe('config', () => {
  specsOf(minion, [
    { call: 'config.get', positional: ['who'], value: 'opts' },
    { call: 'config.get', positional: ['who'], named: { omit_opts: true }, value: 'grains' },
    { call: 'config.get', positional: ['who'], named: { omit_opts: true, omit_grains: true }, value: 'pillar' },
    {
      call: 'config.get',
      positional: ['who'],
      named: { omit_opts: true, omit_grains: true, omit_pillar: true },
      value: 'master',
    },
    { call: 'config.get', positional: ['app:port'], value: 1 },
    { call: 'config.get', positional: ['app|from_pillar', 'none', '|'], value: true },
    { call: 'config.get', positional: ['role'], value: 'web' },
    { call: 'config.get', positional: ['nothing', 'x'], value: null },
    { call: 'config.get', positional: ['file_roots:base'], value: ['/srv'] },
    { call: 'config.get', positional: ['hosts.file'], value: '/etc/hosts' },
    { call: 'config.get', positional: ['nope'], value: '' },
    { call: 'config.get', positional: ['nope', null], value: null },
    { call: 'config.get', positional: ['nope', { a: 1 }], value: { a: 1 } },
    {
      call: 'config.get',
      positional: ['app'],
      named: { merge: 'recurse' },
      value: { port: 1, from_pillar: true, from_grains: true, from_opts: true },
    },
    { call: 'config.get', positional: ['app'], named: { merge: 'overwrite' }, value: { port: 1, from_opts: true } },
    {
      call: 'config.get',
      positional: ['app'],
      named: { merge: 'deep' },
      refused: ['bad-arguments', /recurse, overwrite/],
    },
    { call: 'config.option', positional: ['os'], value: 'Debian' },
    { call: 'config.option', positional: ['app:port'], value: '' },
    { call: 'config.option', positional: ['who'], named: { omit_all: true, default: 'x' }, value: 'x' },
    {
      call: 'config.option',
      positional: ['mysql.*'],
      named: { wildcard: true },
      value: { 'mysql.host': 'db', 'mysql.port': 3306 },
    },
    { call: 'config.merge', positional: ['app'], value: { port: 1, from_opts: true, from_pillar: true } },
    { call: 'config.merge', positional: ['list'], value: [1, 2] },
    { call: 'config.merge', positional: ['who'], value: 'opts' },
    { call: 'config.merge', positional: ['nope'], value: '' },
    { call: 'config.dot_vals', positional: ['mysql'], value: { 'mysql.port': 3306, 'mysql.host': 'db' } },
    { call: 'config.valid_fileproto', positional: ['salt://x'], value: true },
    { call: 'config.valid_fileproto', positional: ['/etc/x'], value: false },
    { call: 'config.manage_mode', positional: [644], value: '0644' },
    { call: 'config.manage_mode', positional: ['"2755"'], value: '02755' },
    { call: 'config.manage_mode', positional: [null], value: null },
  ]);
});
