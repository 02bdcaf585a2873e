import { describe } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

const machine = {
  packages: {
    installed: { git: '1:2.39.5-0+deb12u2', vim: '2:9.0' },
    candidates: { git: '1:2.39.5-0+deb12u3', vim: '2:9.0', new: '1.0' },
  },
};

describe('pkg', () => {
  specsOf({ machine }, [
    { call: 'pkg.version', positional: ['git', 'nope'], value: { git: '1:2.39.5-0+deb12u2', nope: '' } },
    { call: 'pkg.version', value: '' },
    ...(
      [
        ['1.0', '1.0', 0],
        ['1.0~rc1', '1.0', -1],
        ['1.0-1', '1.0-2', -1],
        ['1:1.0', '2.0', 1],
        ['1.10', '1.9', 1],
        ['1.0+b1', '1.0', 1],
        ['1.0a', '1.0+', -1],
        ['0.2-001', '0.2.0.1-002', -1],
        ['12345678901234567890', '12345678901234567891', -1],
      ] as const
    ).map(([a, b, value]) => ({ call: 'pkg.version_cmp', positional: [a, b], value })),
    { call: 'pkg.version_cmp', positional: ['1:1.0', '1.0'], named: { ignore_epoch: true }, value: 0 },
  ]);
});
