import { describe, expect, it } from '@jest/globals';
import { parseGate } from './rollout-gate.js';
import { rolloutWish, wantsRollout } from './rollout-options.js';

describe('the options of a rollout', () => {
  it.each<[Record<string, unknown>, object]>([
    [{ batch: '5' }, { batch: { count: 5 } }],
    [
      { batch: '10%', canary: '1' },
      { batch: { percent: 10 }, canary: 1 },
    ],
    [{ batch: '12.5%' }, { batch: { percent: 12.5 } }],
    [
      { canary: '2', wait: '30s', hold: '5m' },
      { canary: 2, wait: 30_000, hold: 300_000 },
    ],
    [
      { batch: '1', wait: '0' },
      { batch: { count: 1 }, wait: 0 },
    ],
    [
      { batch: '1', maxFailures: '0%', revert: true },
      { batch: { count: 1 }, maxFailures: { percent: 0 }, revert: true },
    ],
  ])('%j are read', (options, wish) => expect(rolloutWish(options)).toEqual(wish));

  it.each<[Record<string, unknown>, RegExp]>([
    [{ batch: '0' }, /--batch is a whole number of at least 1 or a part such as 10%; not "0"/],
    [{ batch: '0%' }, /--batch is a part from 1% to 100%/],
    [{ batch: '101%' }, /--batch is a part/],
    [{ batch: '%' }, /--batch is a part/],
    [{ batch: '-1' }, /--batch is a whole number/],
    [{ canary: '1.5' }, /--canary is a whole number of at least 1; not "1.5"/],
    [{ maxFailures: 'many' }, /--max-failures is a whole number of at least 0/],
    [{ wait: 'soon' }, /"soon" is no duration/],
    [{ hold: '8d' }, /--hold is at most 7d/],
  ])('%j make no sense, and are told so', (options, sentence) => {
    expect(() => rolloutWish(options)).toThrow(expect.objectContaining({ sentence: expect.stringMatching(sentence) }));
  });

  it.each<[Record<string, unknown>, boolean | RegExp]>([
    [{}, false],
    [{ batch: '5' }, true],
    [{ canary: '1' }, true],
    [{ wait: '5s' }, /--wait is of a rollout: say --batch or --canary as well/],
    [{ maxFailures: '5' }, /--max-failures is of a rollout/],
    [{ revert: true }, /--revert is of a rollout/],
    [{ batch: '5', queue: true }, /--queue does not go with a rollout/],
    [{ batch: '5', save: 'a.plan' }, /--save does not go with a rollout/],
    [{ batch: '5', showSecrets: true }, /--show-secrets does not go with a rollout/],
    [{ batch: '5', hold: '1m' }, /--hold says how long gates have to hold/],
  ])('%j are of a rollout, of none, or stray', (options, expected) => {
    if (typeof expected === 'boolean') expect(wantsRollout(options)).toBe(expected);
    else
      expect(() => wantsRollout(options)).toThrow(
        expect.objectContaining({ sentence: expect.stringMatching(expected) }),
      );
  });
});

describe('--gate', () => {
  it.each<[string, object]>([
    ['service.status nginx', { gate: 'function', function: 'service.status', args: '["nginx"]', kwargs: '{}' }],
    [
      `cmd.run 'test -e /a b' python_shell=True`,
      { gate: 'function', function: 'cmd.run', args: '["test -e /a b"]', kwargs: '{"python_shell":true}' },
    ],
    ['test.ping', { gate: 'function', function: 'test.ping', args: '[]', kwargs: '{}' }],
    ['state', { gate: 'state' }],
    ['state web,db app', { gate: 'state', sls: ['web', 'db', 'app'] }],
    [' http://127.0.0.1:80/health ', { gate: 'http', url: 'http://127.0.0.1:80/health' }],
  ])('%s', async (text, gate) => expect(await parseGate(text)).toEqual(gate));

  it.each([
    ['nginx', /is no gate/],
    ['', /is no gate/],
    ['http://[', /is no address/],
    [`cmd.run 'open`, /a quote in --gate is not closed: 'open/],
  ])('%j is none', async (text, sentence) => {
    await expect(parseGate(text)).rejects.toMatchObject({ sentence: expect.stringMatching(sentence) });
  });
});
