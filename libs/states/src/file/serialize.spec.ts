import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const state = 'file.serialize';
const dataset = { port: 8080, a: [1, null, true], wei: 12345678901234567890n };

describe('file.serialize', () => {
  it('writes YAML by default, keys sorted, every digit kept', async () => {
    const host = memoryHost();
    await tryTwice({ state, host, args: { name: '/etc/app.yaml', dataset } });
    expect(host.text('/etc/app.yaml')).toBe('a:\n- 1\n- null\n- true\nport: 8080\nwei: 12345678901234567890\n');
  });

  it('writes JSON as Python does', async () => {
    const host = memoryHost();
    await tryTwice({ state, host, args: { name: '/etc/app.json', serializer: 'json', dataset, mode: '0600' } });
    expect(host.text('/etc/app.json')).toBe(
      '{\n  "a": [\n    1,\n    null,\n    true\n  ],\n  "port": 8080,\n  "wei": 12345678901234567890\n}\n',
    );
  });

  it('merges over what the file holds, and takes the data from the pillar', async () => {
    const host = memoryHost({ files: { '/etc/app.json': '{"own": {"x": 1}, "port": 1}' } });
    await tryTwice({
      state,
      host,
      pillar: { app: { settings: { own: { y: 2 }, port: 2 } } },
      args: {
        name: '/etc/app.json',
        formatter: 'json',
        dataset_pillar: 'app:settings',
        merge_if_exists: true,
        serializer_opts: [{ indent: 1 }],
      },
    });
    expect(JSON.parse(host.text('/etc/app.json') ?? '')).toEqual({ own: { x: 1, y: 2 }, port: 2 });
  });

  it.each([
    [{}, /`dataset`/],
    [{ dataset_pillar: 'nope' }, /no pillar nope/],
    [{ dataset: 1, serializer: 'yaml', formatter: 'json' }, /say the same/],
    [{ dataset: { a: 1 }, merge_if_exists: true, serializer: 'json' }, /cannot be merged/],
    [{ dataset: 1, serializer_opts: { width: 3 } }, /width is not supported/],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const host = memoryHost({ files: { '/etc/app': '{broken' } });
    const done = await tryState({ state, host, args: { name: '/etc/app', ...args } });
    expect(done).toMatchObject({ result: false, comment: expect.stringMatching(sentence) });
    expect(host.touches).toEqual([]);
  });
});
