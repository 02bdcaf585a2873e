import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const before = 'a = 1\n';
const files = { '/etc/app': before };

/** Each state that writes a file, on a machine that refuses. */
const writers: readonly [state: string, args: Record<string, unknown>][] = [
  ['file.managed', { contents: 'b' }],
  ['file.replace', { pattern: 'a', repl: 'b', backup: false }],
  ['file.append', { text: 'b' }],
  ['file.prepend', { text: 'b' }],
  ['file.line', { mode: 'insert', content: 'b', location: 'end' }],
  ['file.blockreplace', { content: 'b', append_if_not_found: true, backup: false }],
  ['file.comment', { regex: '^a', backup: false }],
  ['file.keyvalue', { key: 'a', value: '2' }],
  ['file.serialize', { dataset: { a: 2 } }],
  ['file.decode', { encoded_data: 'Zmxl' }],
];
const refusals: readonly [code: string, advice: RegExp][] = [
  ['ENOSPC', /make room there/],
  ['EROFS', /mount it writable/],
  ['EPERM', /immutable/],
  ['EACCES', /the minion must run as/],
];
const cases = writers.flatMap(([state, args]) => refusals.map(([code, advice]) => ({ state, args, code, advice })));

describe('where the machine refuses', () => {
  it.each(cases)('$state: $code is its result, and the file stays as it was', async ({ state, args, code, advice }) => {
    const host = memoryHost({ files });
    host.refuse('files.write', '/etc/app', code, `cannot write /etc/app: ${code}`);
    const done = await tryState({ state, host, args: { name: '/etc/app', ...args } });
    expect(done).toMatchObject({ result: false, changed: [], comment: expect.stringMatching(advice) });
    expect(done.comment).toContain(`cannot write /etc/app: ${code}`);
    expect(host.text('/etc/app')).toBe(before);
  });

  it.each([
    ['file.directory', 'files.makeDirectory', { name: '/srv/d' }],
    ['file.symlink', 'files.symlink', { name: '/srv/d', target: '/etc' }],
    ['file.touch', 'files.write', { name: '/srv/d' }],
    ['file.copy', 'files.copy', { name: '/srv/d', source: '/etc/app' }],
    ['file.rename', 'files.rename', { name: '/srv/d', source: '/etc/app' }],
    ['file.hardlink', 'files.link', { name: '/srv/d', target: '/etc/app' }],
  ])('%s says so as well', async (state, action, args) => {
    const host = memoryHost({ files });
    const subject = ['files.copy', 'files.rename'].includes(action) ? '/etc/app' : '/srv/d';
    host.refuse(action, subject, 'EROFS');
    expect(await tryState({ state, host, args })).toMatchObject({
      result: false,
      changed: [],
      comment: expect.stringMatching(/mount it writable/),
    });
  });

  it('a backup that cannot be kept leaves the file alone', async () => {
    const host = memoryHost({ files });
    host.refuse('files.copy', '/etc/app', 'ENOSPC');
    const args = { name: '/etc/app', contents: 'b', backup: 'minion' };
    expect(await tryState({ state: 'file.managed', host, args })).toMatchObject({ result: false, changed: [] });
    expect(host.text('/etc/app')).toBe(before);
  });
});

describe('where something is in the way', () => {
  const host = () => memoryHost({ files: { ...files, '/srv/dead': { target: '/none' } } });

  it.each([
    ['file.managed', { name: '/etc/app/x/y', contents: '', makedirs: true }, /^\/etc\/app is a file, not a directory/],
    ['file.touch', { name: '/etc/app/x/y', makedirs: true }, /^\/etc\/app is a file, not a directory/],
    [
      'file.managed',
      { name: '/srv/dead/x', contents: '', makedirs: true },
      /\/srv\/dead is a symlink that leads to \/none/,
    ],
    ['file.managed', { name: '/etc', contents: '' }, /is a directory, not a file/],
    ['file.managed', { name: '/srv/x', contents: '', user: 'ghost' }, /user ghost does not exist/],
    ['file.directory', { name: '/etc/app' }, /is a file, not a directory/],
  ])('%s %j', async (state, args, sentence) => {
    const machine = host();
    expect(await tryState({ state, host: machine, args })).toMatchObject({
      result: false,
      comment: expect.stringMatching(sentence),
    });
    expect(machine.touches).toEqual([]);
  });

  it('what is not in UTF-8 is not edited', async () => {
    const machine = memoryHost({ files: { '/etc/f': { content: Buffer.from('Ü = 1\n', 'latin1') } } });
    const args = { name: '/etc/f', pattern: '1', repl: '2' };
    expect(await tryState({ state: 'file.replace', host: machine, args })).toMatchObject({
      result: false,
      comment: expect.stringContaining('not in UTF-8'),
    });
    expect(machine.touches).toEqual([]);
  });
});

describe('sources', () => {
  it('an address that answers nothing is passed over for the next', async () => {
    const urls = { 'http://a/x': 404, 'http://b/x': 'b' };
    const host = memoryHost({ urls });
    const args = { name: '/etc/x', source: ['http://a/x', 'http://b/x'], skip_verify: true };
    await tryTwice({ state: 'file.managed', host, args });
    expect(host.text('/etc/x')).toBe('b');
  });

  it('a file of the minion is copied, with the mode of a new file unless it is kept', async () => {
    const host = memoryHost({ files: { '/opt/tool': { content: 'v1', mode: 0o755 } } });
    await tryTwice({ state: 'file.managed', host, args: { name: '/srv/a', source: '/opt/tool' } });
    expect(await host.files.stat('/srv/a')).toMatchObject({ mode: 0o644 });
    await tryTwice({ state: 'file.managed', host, args: { name: '/srv/b', source: '/opt/tool', mode: 'keep' } });
    expect(await host.files.stat('/srv/b')).toMatchObject({ mode: 0o755 });
    expect(host.touches.filter((touch) => touch.startsWith('files.write'))).toEqual([]);
    await host.files.write('/opt/tool', 'v2');
    const done = await tryTwice({ state: 'file.managed', host, args: { name: '/srv/b', source: '/opt/tool' } });
    expect(done.changes['diff']).toContain('+v2');
    expect(await host.files.stat('/srv/b')).toMatchObject({ mode: 0o755 });
  });
});
