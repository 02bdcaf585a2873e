import { describe } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

const grains = {
  os: 'Ubuntu',
  os_family: 'Debian',
  osfinger: 'Ubuntu-22.04',
  roles: ['cache', 'web'],
  nothing: null,
  deep: { er: { n: 7 } },
  major: 22,
};
const lookup = { Debian: { pkg: 'nginx', opts: { a: 1 } }, default: { pkg: 'httpd' } };

describe('grains', () => {
  specsOf({ grains }, [
    { call: 'grains.get', positional: ['deep:er:n'], value: 7 },
    { call: 'grains.get', positional: ['deep|er|n', 0, '|'], value: 7 },
    { call: 'grains.get', positional: ['nope', null], value: null },
    { call: 'grains.get', positional: ['nope'], value: '' },
    { call: 'grains.get', positional: ['nothing', 'x'], value: null },
    { call: 'grains.get', positional: ['roles:1'], value: 'web' },
    { call: 'grains.fetch', positional: ['os'], value: 'Ubuntu' },
    { call: 'grains.has_value', positional: ['nothing'], value: true },
    { call: 'grains.has_value', positional: ['deep:er:x'], value: false },
    { call: 'grains.equals', positional: ['major', '22'], value: true },
    { call: 'grains.equals', positional: ['os', 'ubuntu'], value: false },
    {
      call: 'grains.item',
      positional: ['os', 'deep:er', 'nope'],
      value: { os: 'Ubuntu', 'deep:er': { n: 7 }, nope: '' },
    },
    { call: 'grains.item', positional: ['nope'], named: { default: 'x' }, value: { nope: 'x' } },
  ]);
});

describe('grains.filter_by', () => {
  specsOf({ grains }, [
    { call: 'grains.filter_by', positional: [lookup], value: { pkg: 'nginx', opts: { a: 1 } } },
    { call: 'grains.filter_by', positional: [lookup, 'os'], value: { pkg: 'httpd' } },
    {
      call: 'grains.filter_by',
      positional: [{ 'Ubuntu-2*': { v: 2 }, 'Ubuntu-22.04': { v: 3 } }, 'osfinger'],
      value: { v: 2 },
    },
    { call: 'grains.filter_by', positional: [{ web: 1, cache: 2 }, 'roles'], value: 2 },
    { call: 'grains.filter_by', positional: [{ web: 1 }, 'nope'], value: null },
    { call: 'grains.filter_by', positional: [{ web: 1, x: 2 }], named: { grain: 'nope', default: 'x' }, value: 2 },
    {
      call: 'grains.filter_by',
      positional: [lookup],
      named: { merge: { opts: { b: 2 }, list: [1] } },
      value: { pkg: 'nginx', opts: { a: 1, b: 2 }, list: [1] },
    },
    { call: 'grains.filter_by', positional: [lookup], named: { merge: {} }, value: { pkg: 'nginx', opts: { a: 1 } } },
    { call: 'grains.filter_by', positional: [{ Suse: {} }], named: { merge: { b: 2 } }, value: { b: 2 } },
    {
      call: 'grains.filter_by',
      positional: [{ common: { a: 1, d: { x: 1 } }, Debian: { d: { y: 2 } } }],
      named: { base: 'common' },
      value: { a: 1, d: { x: 1, y: 2 } },
    },
    { call: 'grains.filter_by', positional: [{ common: { a: 1 } }], named: { base: 'common' }, value: { a: 1 } },
    {
      call: 'grains.filter_by',
      positional: [{ common: { a: 1 }, Debian: 'x' }],
      named: { base: 'common' },
      refused: ['failed', /must both be mappings/],
    },
    {
      call: 'grains.filter_by',
      positional: [lookup],
      named: { merge: 'x' },
      refused: ['bad-arguments', /merge must be a mapping/],
    },
    {
      call: 'grains.filter_by',
      positional: [lookup],
      named: { mrege: {} },
      refused: ['bad-arguments', /mrege.*merge/],
    },
  ]);
});
