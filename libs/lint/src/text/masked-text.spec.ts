import { describe, expect, it } from '@jest/globals';
import { Redactor } from '@fleet/telemetry';
import { maskSecrets } from './masked-text.js';

describe('a text with its secrets masked', () => {
  it.each([
    ["key:\n  PRIVATE_KEY: 'abc'\n  port: 1\n", 'key:\n  PRIVATE_KEY: …\n  port: 1\n'],
    ['- password: abc # why\n- name: x\n', '- password: …\n- name: x\n'],
    ['private_key: |\n  line one\n  line two\nnext: 1\n', 'private_key: |\n  …\n  …\nnext: 1\n'],
    ['secrets:\n  a: one\n  b: two\nnext: 1\n', 'secrets:\n  …\n  …\nnext: 1\n'],
    ['"api_key" : abc\n', '"api_key" : …\n'],
    ['"my password": "abc"\nthe api_key: abc\n', '"my password": …\nthe api_key: …\n'],
    ['plain: {{ x }}\n', 'plain: {{ x }}\n'],
  ])('%j', (text, wanted) => expect(maskSecrets(text, new Redactor())).toBe(wanted));

  it('hides a key inside of a flow mapping, and a known secret wherever it stands', () => {
    const redactor = new Redactor();
    redactor.addSecret('a-well-known-secret');
    const masked = maskSecrets('n: {PRIVATE_KEY: abcdef0123, port: 1}\nurl: x/a-well-known-secret\n', redactor);
    expect(masked).not.toMatch(/abcdef0123|a-well-known/);
    expect(masked).toContain('port: 1');
  });
});
