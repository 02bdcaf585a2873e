import { expect, it } from '@jest/globals';
import type { SinkSettings } from '@fleet/config';
import { accountProblem, ownRights } from './sink-accounts.js';

const program = (name: string, user?: string): SinkSettings => ({
  ...{ name, tags: [], minions: [] },
  to: { kind: 'command', argv: ['/bin/true'], environment: {}, timeout: 1, ...(user !== undefined && { user }) },
});
const all = 0x1ffffffffffn;
const shipped = 0x0000000fn;

it.each([
  ['none', [], 0, shipped, undefined],
  ['one without an account', [program('a')], 0, shipped, undefined],
  ['one with the own account', [program('a', 'root')], 0, shipped, undefined],
  ['one with another account', [program('a', 'archive')], 0, all, undefined],
  [
    'without capabilities',
    [program('a', 'x'), program('b', 'y')],
    0,
    shipped,
    /^sinks\.a.*sinks\.b.*CAP_SETGID and CAP_SETUID are missing[^]*systemctl edit/,
  ],
  ['with one of them', [program('a', 'x')], 0, shipped | (1n << 7n), /: CAP_SETGID is missing/],
  ['not as root', [program('a', 'x')], 1000, all, /only a master that runs as root/],
])('sinks: %s', (_name, sinks, uid, capabilities, problem) => {
  const found = accountProblem(sinks, { uid, account: uid === 0 ? 'root' : 'fleet', capabilities });
  if (problem === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(problem);
});

it('own rights are those that the kernel tells', () => {
  expect(ownRights()).toMatchObject({ uid: process.getuid?.(), capabilities: expect.any(BigInt) });
});
