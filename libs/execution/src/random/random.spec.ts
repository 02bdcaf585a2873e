import { describe, expect } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

// The numbers are those of Python 3's `random` for the same seeds.
describe('random', () => {
  specsOf({ id: 'web-1' }, [
    { call: 'random.seed', positional: [60], value: 11 },
    { call: 'random.seed', positional: [60, 'web-2'], value: 13 },
    { call: 'random.seed', positional: [7, 'abc'], value: 6 },
    { call: 'random.seed', named: { hash: '' }, value: 7 },
    { call: 'random.seed', positional: [1_000_000, 'long'.repeat(20)], value: 781_968 },
    { call: 'random.seed', positional: [0], refused: ['bad-arguments', /at least 1/] },
    { call: 'random.rand_int', positional: [1, 100, 's'], value: 62 },
    { call: 'random.rand_int', positional: [5, 5], value: 5 },
    { call: 'random.rand_int', positional: [5, 1], refused: ['bad-arguments', /end is below start/] },
    { call: 'random.rand_int', positional: [0, 2 ** 50], refused: ['bad-arguments', /more than 2\^48 apart/] },
    { call: 'random.get_str', positional: [8, 'a'], value: 'aaaaaaaa' },
    { call: 'random.get_str', named: { punctuation: false }, value: expect.stringMatching(/^[A-Za-z0-9]{20}$/) },
    { call: 'random.get_str', positional: [0], refused: ['bad-arguments', /between 1 and/] },
    { call: 'random.hash', positional: ['x', 'md5'], value: '9dd4e461268c8034f5c8564e155c67a6' },
  ]);
});
