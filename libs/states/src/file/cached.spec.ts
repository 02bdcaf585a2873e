import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const url = 'http://host/app.tar';
const call = async (name: string, args: readonly unknown[] = []): Promise<string> => {
  expect(name).toBe('cp.cache_dest');
  return `/cache/${String(args[1])}/${String(args[0]).replace(/^\w+:\/\//, '')}`;
};

describe('file.cached', () => {
  it.each([
    ['salt://app/conf', {}, '/cache/base/app/conf', 'tree'],
    [url, { source_hash: sha256('web') }, '/cache/base/host/app.tar', 'web'],
    [url, { skip_verify: true }, '/cache/base/host/app.tar', 'web'],
    ['/etc/app', {}, '/cache/base//etc/app', 'own'],
  ])('%s %j', async (name, args, path, text) => {
    const host = memoryHost({ files: { '/etc/app': 'own' }, urls: { [url]: 'web' } });
    const done = await tryTwice({
      state: 'file.cached',
      host,
      call,
      tree: { 'app/conf': 'tree' },
      args: { name, ...args },
    });
    expect(done.changes).toEqual({ hash: { old: null, new: sha256(text) } });
    expect(host.text(path)).toBe(text);
    await tryTwice({ state: 'file.not_cached', host, call, args: { name } });
    expect(host.text(path)).toBeUndefined();
  });

  it.each([
    ['salt://none', {}, /has no salt:\/\/none/],
    [url, {}, /needs a `source_hash`/],
    [url, { source_hash: sha256('other') }, /expected/],
  ])('%s %j is refused', async (name, args, sentence) => {
    const host = memoryHost({ urls: { [url]: 'web' } });
    expect(await tryState({ state: 'file.cached', host, call, args: { name, ...args } })).toMatchObject({
      result: false,
      comment: expect.stringMatching(sentence),
    });
    expect(host.touches).toEqual([]);
  });
});

describe('file.decode', () => {
  const state = 'file.decode';

  it('writes bytes that are no text, and tells digests only', async () => {
    const host = memoryHost({ files: { '/etc/key': { content: 'old', mode: 0o600, uid: 7 } } });
    const done = await tryTwice({ state, host, args: { name: '/etc/key', encoded_data: '/+8=', checksum: 'sha256' } });
    expect(await host.files.read('/etc/key')).toEqual(Buffer.from([0xff, 0xef]));
    expect(await host.files.stat('/etc/key')).toMatchObject({ mode: 0o600, uid: 7 });
    expect(done.changes).toEqual({ sha256: { old: sha256('old'), new: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  });

  it('takes it from the pillar', async () => {
    const host = memoryHost();
    await tryTwice({
      state,
      host,
      pillar: { keys: { a: 'Zmxl\nZXQ=\n' } },
      args: { name: '/etc/key', contents_pillar: 'keys:a' },
    });
    expect(host.text('/etc/key')).toBe('fleet');
  });

  it.each([
    [{ encoded_data: 'Zmx' }, /not Base64/],
    [{ contents_pillar: 'none' }, /no text in the pillar at none/],
    [{}, /give one of/],
    [{ name: '/none/key', encoded_data: 'Zmxl' }, /directory \/none does not exist/],
    [{ name: '/etc', encoded_data: 'Zmxl' }, /is a directory/],
  ])('%j is refused', async (args, sentence) => {
    expect(await tryState({ state, host: memoryHost(), args: { name: '/etc/key', ...args } })).toMatchObject({
      result: false,
      comment: expect.stringMatching(sentence),
    });
  });
});
