import { describe, expect, it } from '@jest/globals';
import type { Value } from '@fleet/values';
import { pythonRepr } from '../python/print.js';
import { parseJson } from './parse-json.js';
import { toJson } from './to-json.js';

describe('JSON', () => {
  it('keeps every digit, and floats that are whole', () => {
    const outcome = parseJson({ source: { name: 'a.json', text: '{"a": [1.0, 12345678901234567890, null]}' } });
    expect(outcome.ok && pythonRepr(outcome.value)).toBe("{'a': [1.0, 12345678901234567890, None]}");
    expect(outcome.ok && toJson(outcome.value, { indent: undefined, sortKeys: false, ascii: true })).toBe(
      '{"a": [1.0, 12345678901234567890, null]}',
    );
  });

  it.each([
    ['{"a": 1,}', 1, 9],
    ['{\n  "a": tru\n}', 2, 8],
    ["{'a': 1}", 1, 2],
    ['[1] x', 1, 5],
    ['', 1, 1],
  ])('%j is refused at line %d, column %d', (text, line, column) => {
    const outcome = parseJson({ source: { name: 'a.json', text } });
    expect(outcome).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'json.malformed', at: { file: 'a.json', line, column } }],
    });
  });

  it('of data in which one list stands too many times is refused', () => {
    let value: Value = [];
    for (let level = 0; level < 60; level += 1) value = [value, value];
    expect(() => toJson(value, { indent: undefined, sortKeys: false, ascii: true })).toThrow(
      /more than \d+ characters/,
    );
  });
});
