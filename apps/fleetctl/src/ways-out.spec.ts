import { describe, expect, it } from '@jest/globals';
import { faultCodes, type FaultCode } from '@fleet/protocol';
import { commands } from './command-line/commands.js';
import { documented } from './doc/documented.js';
import { wayOut } from './ways-out.js';

describe('the way out', () => {
  it.each(faultCodes.map((code) => [code]))('of %s leads somewhere', (code) => {
    const way = wayOut({ code, message: 'something went wrong' }, { function: 'test.ping', listed: 'jobs' }) as string;
    expect(way.length).toBeGreaterThan(10);
    for (const [, words = ''] of way.matchAll(/fleetctl ((?:[a-z]+ ?)+)/g)) {
      const [first = '', second = ''] = words.trim().split(' ');
      const known = commands.some(({ name }) => name === first || name === `${first} ${second}`);
      expect([way, known]).toEqual([way, true]);
    }
    for (const [, name] of way.matchAll(/\b((?:cp|file|minion)\.(?!yaml)[a-z_]+)/g))
      expect(documented.map((row) => row.name)).toContain(name);
  });

  it.each([
    ['no minion matches wbe1; did you mean web1?'],
    ['no key of nope is known: fleetctl key list shows those that are'],
    ['it has to be confirmed. There is no terminal to ask on; --yes confirms it.'],
  ])('is not said twice: %s', (message) => {
    expect(wayOut({ code: 'no-match', message }, {})).toBeUndefined();
  });

  it('of what waits for a yes names the request, and nothing that is none', () => {
    const fault = (id: unknown) => ({ code: 'approval-required' as const, message: 'x', details: { id } });
    expect(wayOut(fault('3f0c9a12de'), {})).toContain('fleetctl approval approve 3f0c9a12de');
    expect(wayOut(fault('$(boom)'), {})).toBe('fleetctl approval list shows what waits for a yes');
  });

  it('of a code of later versions is there too', () => {
    expect(wayOut({ code: 'later' as FaultCode, message: 'x' }, {})).toContain('fleetctl doctor');
  });
});
