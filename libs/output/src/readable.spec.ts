import { describe, expect, it } from '@jest/globals';
import type { Return } from '@fleet/protocol';
import { parseExact } from '@fleet/values';
import { readable } from './readable.js';

const answer = (value?: string): Return => ({
  kind: 'return',
  v: 1,
  jid: '20260101000000000000',
  minion: 'web1',
  function: 'test.ping',
  retcode: 0,
  success: true,
  started: 0,
  duration: 1,
  ...(value !== undefined && { value }),
});

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('a return can be read', () => {
  it.each([
    ['no value', undefined],
    ['a big integer', '18446744073709551616'],
    ['a mapping with keys that are no text', '{"$map":[[1,2]]}'],
    ['what only looks like one', '{"$map":[1]}'],
    ['brackets in a text', JSON.stringify('['.repeat(10_000))],
    ['as deep as may be', nested(100)],
  ])('%s', (_name, value) => {
    const given = answer(value);
    expect(readable(given)).toBe(given);
    if (value !== undefined) expect(() => parseExact(value)).not.toThrow();
  });
});

describe('a return cannot be read', () => {
  it.each([
    ['half of it', '{"a":'],
    ['nothing', ''],
    ['two values', '1 2'],
    ['too deep', nested(200)],
    ['far too deep', nested(500_000)],
    ['too deep between texts that look as if they closed it', '["]",'.repeat(200) + '1' + ']'.repeat(200)],
  ])('%s', (_name, value) => {
    expect(() => parseExact(value)).toThrow(SyntaxError);
    expect(readable(answer(value))).toMatchObject({ success: false, retcode: 1, fault: { code: 'malformed' } });
    expect(readable(answer(value)).value).toBeUndefined();
    expect(readable({ ...answer(value), retcode: 7 }).retcode).toBe(7);
  });
});
