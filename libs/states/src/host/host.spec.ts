import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const text = '127.0.0.1\tlocalhost\n# mine\n10.0.0.4 db.internal db # old\n10.0.0.5\tweb\n';
const withHosts = (): ReturnType<typeof memoryHost> => memoryHost({ files: { '/etc/hosts': text } });

describe('host.present', () => {
  it('adds a name to the line of its address, or a line', async () => {
    const host = withHosts();
    await tryTwice({ state: 'host.present', host, args: { name: 'www', ip: ['10.0.0.5', 'fd00::5'], comment: 'new' } });
    expect(host.text('/etc/hosts')).toBe(text.replace('\tweb\n', '\tweb www\t# new\n') + 'fd00::5\twww\t# new\n');
  });

  it('sets the comment of a line that is there', async () => {
    const host = withHosts();
    await tryTwice({ state: 'host.present', host, args: { name: 'db', ip: '10.0.0.4', comment: 'primary' } });
    expect(host.text('/etc/hosts')).toContain('10.0.0.4\tdb.internal db\t# primary\n');
    await tryTwice({ state: 'host.present', host, args: { name: 'web', ip: '10.0.0.5', comment: 'front' } });
    expect(host.text('/etc/hosts')).toContain('10.0.0.5\tweb\t# front\n');
    // Without a comment, the one that is there stays.
    expect(await tryState({ state: 'host.present', host, args: { name: 'db', ip: '10.0.0.4' } })).toMatchObject({
      result: true,
      changed: [],
    });
  });

  it.each(['ENOSPC', 'EROFS', 'EACCES'])('says so where the file cannot be written: %s', async (code) => {
    const host = withHosts();
    host.refuse('files.write', '/etc/hosts', code, `cannot write /etc/hosts: ${code}`);
    const answer = await tryState({ state: 'host.present', host, args: { name: 'new', ip: '10.0.0.9' } });
    expect(answer).toMatchObject({ result: false, comment: expect.stringContaining(code), changed: [] });
    expect(host.text('/etc/hosts')).toBe(text);
  });

  it('with clean, no other address keeps the name', async () => {
    const host = withHosts();
    await tryTwice({ state: 'host.present', host, args: { name: 'db', ip: '10.0.0.5', clean: true } });
    expect(host.text('/etc/hosts')).toBe(
      '127.0.0.1\tlocalhost\n# mine\n10.0.0.4\tdb.internal\t# old\n10.0.0.5\tweb db\n',
    );
  });

  it.each([
    [{ ip: 'ten' }, 'ten is not an IP address'],
    [{ ip: 'cafe' }, 'cafe is not an IP address'],
    [{ ip: '10.0.0.999' }, '10.0.0.999 is not an IP address'],
    [{ ip: '10.0.0.9', name: 'a\n10.6.6.6' }, 'a\n10.6.6.6 is not the name of a host'],
    [{ ip: '10.0.0.9', comment: 'x\n10.6.6.6 bank' }, '`comment` must be one line'],
  ])('refuses %j', async (args, comment) => {
    const host = withHosts();
    const answer = await tryState({ state: 'host.present', host, args: { name: 'db', ...args } });
    expect(answer).toMatchObject({ result: false, comment });
    expect(host.touches).toEqual([]);
  });
});

describe('host.absent', () => {
  it('takes a name off, and a line that is left without names', async () => {
    const host = withHosts();
    await tryTwice({ state: 'host.absent', host, args: { name: 'web', ip: '10.0.0.5' } });
    await tryTwice({ state: 'host.absent', host, args: { name: 'db', ip: '10.0.0.4' } });
    expect(host.text('/etc/hosts')).toBe('127.0.0.1\tlocalhost\n# mine\n10.0.0.4\tdb.internal\t# old\n');
  });
});

describe('host.only', () => {
  it('leaves an address these names and no others', async () => {
    const host = withHosts();
    await tryTwice({ state: 'host.only', host, args: { name: '10.0.0.4', hostnames: ['db1', 'db2'] } });
    await tryTwice({ state: 'host.only', host, args: { name: '10.0.0.5' } });
    expect(host.text('/etc/hosts')).toBe('127.0.0.1\tlocalhost\n# mine\n10.0.0.4\tdb1 db2\t# old\n');
  });
});
