import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';
import { key } from './parts/spec-key.js';

const list = '/etc/apt/sources.list.d/app.list';
const name = 'deb [signed-by=/etc/apt/keyrings/app.asc arch=amd64] https://packages.example/debian/ bookworm main';
const line = 'deb [arch=amd64 signed-by=/etc/apt/keyrings/app.asc] https://packages.example/debian bookworm main';
const armored = '-----BEGIN PGP PUBLIC KEY BLOCK-----\nx\n';

describe('pkgrepo.managed', () => {
  const state = 'pkgrepo.managed';

  it('writes list and key, and fetches the lists of packages', async () => {
    const host = memoryHost();
    const args = { name, file: list, key_url: 'salt://app.asc', humanname: 'App' };
    const done = await tryTwice({ state, host, tree: { 'app.asc': armored }, args });
    expect(host.text(list)).toBe(`${line}\n`);
    expect(host.text('/etc/apt/keyrings/app.asc')).toBe(armored);
    expect(done.changes).toEqual({ key: '/etc/apt/keyrings/app.asc', repo: { old: '', new: line } });
    expect(host.touches.at(-1)).toBe('packages.refresh');
  });

  it('changes a repository where it stands, and leaves one that says the same in other words', async () => {
    const files = { '/etc/apt/sources.list': '# mine\ndeb  http://deb.example/debian/  bookworm   main\n' };
    const host = memoryHost({ files });
    const same = { name: 'deb http://deb.example/debian bookworm main', file: list };
    expect(await tryState({ state, host, args: same })).toMatchObject({ result: true, changed: [] });
    await tryTwice({ state, host, args: { ...same, comps: 'contrib', disabled: true } });
    expect(host.text('/etc/apt/sources.list')).toBe('# mine\n# deb http://deb.example/debian bookworm main contrib\n');
    expect(host.touches).toEqual(['files.makeDirectory /etc/apt', 'files.write /etc/apt/sources.list']);
  });

  it('writes no line but its own, whatever a comment holds', async () => {
    const host = memoryHost();
    await tryTwice({ state, host, args: { name, file: list, comments: ['one\ndeb http://evil x y', '# two'] } });
    expect(host.text(list)).toBe(`# one\n# deb http://evil x y\n# two\n${line}\n`);
  });

  it('empties the list that is named, and no other that has the repository', async () => {
    const sources = `deb http://deb.example/debian bookworm main\n${line}\n`;
    const host = memoryHost({ files: { '/etc/apt/sources.list': sources, [list]: 'deb http://old.example x main\n' } });
    await tryTwice({ state, host, args: { name, file: list, clean_file: true } });
    expect([host.text('/etc/apt/sources.list'), host.text(list)]).toEqual([sources, `${line}\n`]);
  });

  it('finds the line that is in use before one that is a comment', async () => {
    const host = memoryHost({ files: { '/etc/apt/sources.list': `# ${line}\n`, [list]: `${line}\n` } });
    expect(await tryState({ state, host, args: { name, file: list } })).toMatchObject({ result: true, changed: [] });
    await tryTwice({ state, host, args: { name, file: list, comps: 'extra' } });
    expect([host.text('/etc/apt/sources.list'), host.text(list)]).toEqual([`# ${line}\n`, `${line} extra\n`]);
  });

  it('replaces a key of the tree that was exchanged, and takes nothing else for a key', async () => {
    const key = '/etc/apt/keyrings/app.asc';
    const host = memoryHost({ files: { [list]: `${line}\n`, [key]: armored }, urls: { 'http://x/key': '<html>' } });
    const tree = { 'app.asc': `${armored}new\n` };
    const done = await tryTwice({ state, host, tree, args: { name, file: list, key_url: 'salt://app.asc' } });
    expect(done.changed).toEqual(['key']);
    expect(host.text(key)).toBe(`${armored}new\n`);
    const other = { name: 'deb http://x/ bookworm main', file: list, key_url: 'http://x/key' };
    expect(await tryState({ state, host, args: other })).toMatchObject({
      result: false,
      comment: expect.stringContaining('http://x/key holds no PGP key'),
      warnings: [expect.stringContaining('without encryption')],
    });
  });

  it('asks a key server for a key that is not there', async () => {
    const url = 'https://keys.example/pks/lookup?op=get&options=mr&search=0xf1f9b358';
    const host = memoryHost({ urls: { [url]: key } });
    const args = {
      name: 'deb http://deb.example/x bookworm main',
      file: list,
      keyid: 'F1F9B358',
      keyserver: 'keys.example',
    };
    await tryTwice({ state, host, args });
    expect(host.text('/etc/apt/trusted.gpg.d/deb.example-x-bookworm.asc')).toBe(key);
    const forged = memoryHost({ urls: { [url.replace('f1f9b358', 'c300ee8c')]: key } });
    expect(await tryState({ state, host: forged, args: { ...args, keyid: '0xC300EE8C' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('another key than c300ee8c'),
      changed: [],
    });
  });

  it.each([
    [{ name: 'what' }, /not a line of a list of sources/],
    [{ name: `${name}\ndeb http://evil x y` }, /one line/],
    [{ name: 'deb http://deb.example/x', dist: 'a\ndeb http://evil x' }, /cannot stand in a line/],
    [{ name, architectures: 'amd64] http://evil x #' }, /cannot stand in a line/],
    [{ name, signedby: '/a b' }, /cannot stand in a line/],
    [{ name, file: '/etc/apt/sources.list.d/app' }, /\.list/],
    [{ name: 'ppa:deadsnakes/ppa' }, /ppa\.launchpadcontent\.net\/deadsnakes\/ppa\/ubuntu/],
    [{ name, file: 'app.list' }, /not an absolute path/],
    [{ name, keyid: 'xyz', keyserver: 'k' }, /`keyid`/],
    [{ name, keyid: 'C300EE8C' }, /`keyserver`/],
    [{ name, key_url: 'salt://x', keyid: 'C300EE8C' }, /one of them/],
    [{ name, enabled: true, disabled: true }, /say the same/],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const host = memoryHost();
    expect(await tryState({ state, host, args })).toMatchObject({
      result: false,
      comment: expect.stringMatching(sentence),
    });
    expect(host.touches).toEqual([]);
  });
});

describe('pkgrepo.absent', () => {
  it('removes components, and the line when none is left', async () => {
    const files = { '/etc/apt/sources.list': 'deb http://deb.example/debian bookworm main contrib\n' };
    const host = memoryHost({ files });
    const args = { name: 'deb http://deb.example/debian bookworm contrib' };
    await tryTwice({ state: 'pkgrepo.absent', host, args });
    expect(host.text('/etc/apt/sources.list')).toBe('deb http://deb.example/debian bookworm main\n');
  });

  it('removes the line from every list, and a list of its own with it', async () => {
    const files = {
      [list]: `${line}\n`,
      '/etc/apt/sources.list': `deb http://deb.example/debian bookworm main\n${line}\n`,
    };
    const host = memoryHost({ files });
    await tryTwice({ state: 'pkgrepo.absent', host, args: { name } });
    expect([host.text(list), host.text('/etc/apt/sources.list')]).toEqual([
      undefined,
      'deb http://deb.example/debian bookworm main\n',
    ]);
  });
});

describe('files of stanzas', () => {
  const state = 'pkgrepo.managed';
  const file = '/etc/apt/sources.list.d/app.sources';
  const stanza =
    'Types: deb\nURIs: https://packages.example/debian\nSuites: bookworm\nComponents: main\nArchitectures: amd64\nSigned-By: /etc/apt/keyrings/app.asc\n';
  const debian =
    '# Debian\nTypes: deb deb-src\nURIs: http://deb.example/debian/\nSuites: bookworm bookworm-updates\nComponents: main contrib\n';

  it('hold a repository as a stanza, among others', async () => {
    const host = memoryHost({ files: { [file]: `${debian}\n` } });
    const done = await tryTwice({ state, host, args: { name, file } });
    expect(host.text(file)).toBe(`${debian}\n${stanza}`);
    expect(done.changed).toEqual(['repo']);
    await tryTwice({ state, host, args: { name: `${name} contrib`, file, disabled: true } });
    expect(host.text(file)).toContain(
      'Enabled: no\nTypes: deb\nURIs: https://packages.example/debian\nSuites: bookworm\nComponents: main contrib\n',
    );
    await tryTwice({ state: 'pkgrepo.absent', host, args: { name } });
    expect(host.text(file)).toBe(debian);
  });

  it('are left alone where they say the same in other words, and found where the author thinks of a list', async () => {
    const other =
      'uris:  https://packages.example/debian/\nTypes: deb\nSuites: bookworm\nEnabled: yes\nComponents:\n main\nSigned-By: /etc/apt/keyrings/app.asc\nArchitectures: amd64\n';
    const host = memoryHost({ files: { [file]: other } });
    for (const path of [file, list])
      expect(await tryState({ state, host, args: { name, file: path } })).toMatchObject({ result: true, changed: [] });
    expect(host.touches).toEqual([]);
  });

  it('lose one suite of several, and go when nothing is left', async () => {
    const host = memoryHost({ files: { [file]: debian } });
    const args = (suite: string) => ({ name: `deb http://deb.example/debian ${suite} main contrib` });
    await tryTwice({ state: 'pkgrepo.absent', host, args: args('bookworm-updates') });
    expect(host.text(file)).toContain('Suites: bookworm\n');
    await tryTwice({ state: 'pkgrepo.absent', host, args: args('bookworm') });
    expect(host.text(file)).toBeUndefined();
  });

  it('do not get what a list has already', async () => {
    const host = memoryHost({ files: { [list]: `${line}\n` } });
    expect(await tryState({ state, host, args: { name, file } })).toMatchObject({
      result: false,
      comment: expect.stringContaining(`${list} has this repository as a line already`),
    });
  });
});

it('a repository that does not answer fails its state, and another one does not', async () => {
  const failing = (at: string) =>
    memoryHost({ packages: { lists: [{ list: `${at} bookworm InRelease`, outcome: 'failed' }] } });
  const args = { name, file: list };
  expect(
    await tryState({ state: 'pkgrepo.managed', host: failing('https://packages.example/debian'), args }),
  ).toMatchObject({
    result: false,
    changed: ['repo'],
    comment: expect.stringContaining('does not answer'),
  });
  expect(
    await tryState({ state: 'pkgrepo.managed', host: failing('https://packages.example/debian2'), args }),
  ).toMatchObject({ result: true });
});
