import { describe, expect, it } from '@jest/globals';
import type { Return, RolloutGate } from '@fleet/protocol';
import { failedGate, failedIn } from './step-outcome.js';

const answer = (more: Partial<Return>): Return => ({
  ...{ kind: 'return', v: 1, jid: '20260101000000000000', minion: 'web1', function: 'test.ping' },
  ...{ retcode: 0, success: true, value: 'true', started: 0, duration: 0, ...more },
});
const job = (more: Partial<Return> | undefined) => ({
  minions: [{ minion: 'web1', ...(more && { return: answer(more) }) }],
});

describe('a minion of a wave', () => {
  it.each<[string, Partial<Return> | undefined, unknown]>([
    ['did it', {}, []],
    ['failed', { success: false, retcode: 1 }, [{ minion: 'web1', why: 'failed' }]],
    ['failed by its exit code', { retcode: 5 }, [{ minion: 'web1', why: 'failed' }]],
    ['said nothing', undefined, [{ minion: 'web1', why: 'silent' }]],
  ])('%s', (_name, given, expected) => expect(failedIn(job(given))).toEqual(expected));
});

describe('a gate', () => {
  it.each<[string, RolloutGate['gate'], Partial<Return> | undefined, boolean]>([
    ['holds where its call succeeds', 'function', {}, true],
    ['holds whatever is answered, but false', 'function', { value: '{"a":1}' }, true],
    ['does not hold where the answer is false', 'function', { value: 'false' }, false],
    ['does not hold where the call fails', 'function', { retcode: 1, success: false }, false],
    ['does not hold where nobody answers', 'function', undefined, false],
    ['holds where an address answers', 'http', { value: '{"body":"ok","status":200}' }, true],
    ['does not hold where it answers with an error', 'http', { value: '{"body":"","error":"404"}' }, false],
    ['does not hold where no answer is one', 'http', { value: '"ok"' }, false],
    ['holds where nothing would change', 'state', { value: '{"a":{"result":true},"b":{"result":true}}' }, true],
    ['does not hold where something would', 'state', { value: '{"a":{"result":true},"b":{"result":null}}' }, false],
    ['does not hold where something cannot', 'state', { value: '{"a":{"result":false}}' }, false],
    ['does not hold where nothing compiles', 'state', { value: '["no"]', retcode: 5 }, false],
  ])('%s', (_name, gate, given, expected) => expect(failedGate(job(given), gate).length === 0).toBe(expected));
});
