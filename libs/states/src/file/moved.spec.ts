import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

describe('file.prepend', () => {
  it('adds at the beginning what the file does not have', async () => {
    const host = memoryHost({ files: { '/etc/motd': 'b\n' } });
    const done = await tryTwice({ state: 'file.prepend', host, args: { name: '/etc/motd', text: ['a', 'b'] } });
    expect([host.text('/etc/motd'), done.comment]).toEqual(['a\nb\n', 'Prepended 1 lines']);
  });

  it('with header, the lines are the first ones', async () => {
    const host = memoryHost({ files: { '/etc/motd': 'b\na\n' } });
    await tryTwice({ state: 'file.prepend', host, args: { name: '/etc/motd', text: 'a\nb', header: true } });
    expect(host.text('/etc/motd')).toBe('a\nb\nb\na\n');
  });
});

describe('file.append', () => {
  it('renders its lines where a template is asked for', async () => {
    const host = memoryHost();
    await tryTwice({
      state: 'file.append',
      host,
      tree: { 'lines.j2': '{{ b }}\n' },
      args: {
        name: '/etc/list',
        text: 'a={{ a }}',
        source: 'salt://lines.j2',
        template: 'jinja',
        context: { a: 1, b: 2 },
      },
    });
    expect(host.text('/etc/list')).toBe('a=1\n2\n');
  });
});

describe('file.hardlink', () => {
  const files = { '/srv/one': 'x' };

  it('gives a file a second name, and takes another for it with force', async () => {
    const host = memoryHost({ files });
    await tryTwice({ state: 'file.hardlink', host, args: { name: '/srv/a/two', target: '/srv/one', makedirs: true } });
    expect(host.text('/srv/a/two')).toBe('x');
    const taken = memoryHost({ files: { ...files, '/srv/two': 'y' } });
    const args = { name: '/srv/two', target: '/srv/one' };
    expect(await tryState({ state: 'file.hardlink', host: taken, args })).toMatchObject({
      result: false,
      comment: expect.stringContaining('force: True'),
    });
    await tryTwice({ state: 'file.hardlink', host: taken, args: { ...args, force: true } });
    expect([taken.text('/srv/two'), await taken.files.list('/srv')]).toEqual(['x', ['one', 'two']]);
  });

  it('takes the place of a folder too, and of nothing where no link can be made', async () => {
    const host = memoryHost({ files: { ...files, '/srv/two/deep': 'y' } });
    const args = { name: '/srv/two', target: '/srv/one', force: true };
    host.refuse('files.link', '/srv/.fleet-link-two', 'EXDEV');
    expect(await tryState({ state: 'file.hardlink', host, args })).toMatchObject({ result: false, changed: [] });
    expect(host.text('/srv/two/deep')).toBe('y');
    const other = memoryHost({ files: { ...files, '/srv/two/deep': 'y' } });
    await tryTwice({ state: 'file.hardlink', host: other, args });
    expect([other.text('/srv/two'), await other.files.list('/srv')]).toEqual(['x', ['one', 'two']]);
  });

  it('needs a file to link to', async () => {
    const host = memoryHost({ files: { '/srv/d': { kind: 'directory' } } });
    for (const target of ['/srv/none', '/srv/d'])
      expect(await tryState({ state: 'file.hardlink', host, args: { name: '/srv/x', target } })).toMatchObject({
        result: false,
      });
  });
});

describe('file.rename', () => {
  const args = { name: '/srv/new/name', source: '/srv/old', makedirs: true };

  it('renames, and is done where the old name is gone', async () => {
    const host = memoryHost({ files: { '/srv/old': 'x' } });
    const done = await tryTwice({ state: 'file.rename', host, args });
    expect(done.changes).toEqual({ '/srv/new/name': '/srv/old' });
    expect([host.text('/srv/new/name'), host.text('/srv/old')]).toEqual(['x', undefined]);
  });

  it('never removes what it is to rename', async () => {
    const host = memoryHost({ files: { '/srv/old/deep': 'x' } });
    const args = { name: '/srv/old/', source: '/srv/old', force: true };
    expect(await tryState({ state: 'file.rename', host, args })).toMatchObject({ result: true, changed: [] });
    for (const [name, source] of [
      ['/srv/old', '/srv/old/deep'],
      ['/srv/old/deep/er', '/srv/old'],
    ])
      expect(await tryState({ state: 'file.rename', host, args: { name, source, force: true } })).toMatchObject({
        result: false,
        comment: expect.stringContaining('lies in the other'),
      });
    expect(host.touches).toEqual([]);
  });

  it('leaves what stands in its place without force', async () => {
    const files = { '/srv/old': 'x', '/srv/new/name': 'y' };
    const host = memoryHost({ files });
    expect(await tryState({ state: 'file.rename', host, args })).toMatchObject({ result: true, changed: [] });
    await tryTwice({ state: 'file.rename', host, args: { ...args, force: true } });
    expect(host.text('/srv/new/name')).toBe('x');
  });

  it('takes the place of a folder, which stays where the rename fails', async () => {
    const files = { '/srv/old/a': 'x', '/srv/new/name/b': 'y' };
    const failing = memoryHost({ files });
    failing.refuse('files.rename', '/srv/old', 'EXDEV');
    expect(await tryState({ state: 'file.rename', host: failing, args: { ...args, force: true } })).toMatchObject({
      result: false,
      changed: [],
    });
    expect([failing.text('/srv/old/a'), failing.text('/srv/new/name/b')]).toEqual(['x', 'y']);
    const host = memoryHost({ files });
    await tryTwice({ state: 'file.rename', host, args: { ...args, force: true } });
    expect([host.text('/srv/new/name/a'), await host.files.list('/srv/new')]).toEqual(['x', ['name']]);
  });
});

describe('file.copy', () => {
  const files = { '/etc/app.conf': { content: 'x', mode: 0o640 } };
  const args = { name: '/etc/app.orig', source: '/etc/app.conf' };

  it('copies content and mode, and into a directory', async () => {
    const host = memoryHost({ files: { ...files, '/srv': { kind: 'directory' } } });
    await tryTwice({ state: 'file.copy', host, args });
    expect(await host.files.stat('/etc/app.orig')).toMatchObject({ mode: 0o640 });
    await tryTwice({ state: 'file.copy', host, args: { ...args, name: '/srv' } });
    expect(host.text('/srv/app.conf')).toBe('x');
  });

  it('leaves a copy that differs, and replaces it with force', async () => {
    const host = memoryHost({ files: { ...files, '/etc/app.orig': 'mine' } });
    expect(await tryState({ state: 'file.copy', host, args })).toMatchObject({ result: true, changed: [] });
    await tryTwice({ state: 'file.copy', host, args: { ...args, force: true } });
    expect(host.text('/etc/app.orig')).toBe('x');
  });

  it('says what it cannot copy', async () => {
    for (const source of ['/nope', '/etc'])
      expect(
        await tryState({ state: 'file.copy', host: memoryHost({ files }), args: { ...args, source } }),
      ).toMatchObject({
        result: false,
      });
  });
});
