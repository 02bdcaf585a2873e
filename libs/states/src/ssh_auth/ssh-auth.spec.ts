import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryMachine } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const users = [{ name: 'deploy', uid: 1500, gid: 1500, home: '/home/deploy' }];
const file = '/home/deploy/.ssh/authorized_keys';
const accounts = { users, groups: [{ name: 'deploy', gid: 1500 }] };

describe('ssh_auth.present', () => {
  const state = 'ssh_auth.present';

  it('makes file and directory for the account alone', async () => {
    const host = memoryHost({ accounts, files: { '/home/deploy': { kind: 'directory' } } });
    const done = await tryTwice({
      state,
      host,
      args: { name: 'AAAAkey', user: 'deploy', enc: 'ed25519', comment: 'me', options: ['no-pty', 'command="a, b"'] },
    });
    expect(done.changes).toEqual({ AAAAkey: 'New' });
    expect(host.text(file)).toBe('no-pty,command="a, b" ssh-ed25519 AAAAkey me\n');
    expect(await host.files.stat(file)).toMatchObject({ uid: 1500, mode: 0o600 });
    expect(await host.files.stat('/home/deploy/.ssh')).toMatchObject({ uid: 1500, mode: 0o700 });
  });

  it('writes nothing where a link of the account leads to what belongs to somebody else', async () => {
    const [dir, root] = [{ kind: 'directory' }, { kind: 'directory', uid: 0 }] as const;
    for (const files of [
      {
        '/home/deploy': { ...dir, uid: 1500 },
        '/root/.ssh': root,
        '/home/deploy/.ssh': { kind: 'symlink', target: '/root/.ssh' },
      },
      { '/etc/shadow': 'root:x', [file]: { kind: 'symlink', target: '/etc/shadow' } },
      { '/home/deploy/.ssh': { ...dir, uid: 1500 }, [file]: { kind: 'symlink', target: '/etc/cron.d/new' } },
    ] as MemoryMachine['files'][]) {
      const host = memoryHost({ accounts, files });
      const answer = await tryState({ state, host, args: { name: 'AAAA1', user: 'deploy' } });
      expect(answer).toMatchObject({ result: false, comment: expect.stringContaining('leads to') });
      expect(host.touches).toEqual([]);
    }
  });

  it('follows a link of the account to what is its own', async () => {
    const host = memoryHost({
      accounts,
      files: {
        '/srv/keys': { content: '', uid: 1500 },
        [file]: { kind: 'symlink', target: '/srv/keys' },
      },
    });
    await tryTwice({ state, host, args: { name: 'AAAA1', user: 'deploy', enc: 'ecdsa' } });
    expect(host.text('/srv/keys')).toBe('ecdsa-sha2-nistp256 AAAA1\n');
  });

  it('knows a key by its base64, updates its line in place and leaves the others', async () => {
    const host = memoryHost({ accounts, files: { [file]: '# mine\nssh-rsa AAAA1 old\nssh-rsa AAAA2 other\n' } });
    const done = await tryTwice({ state, host, args: { name: 'ssh-rsa AAAA1 new one', user: 'deploy' } });
    expect(done.changes).toEqual({ AAAA1: 'Updated' });
    expect(host.text(file)).toBe('# mine\nssh-rsa AAAA1 new one\nssh-rsa AAAA2 other\n');
  });

  it('takes all keys of a file, and another place for them', async () => {
    const host = memoryHost({ accounts, files: { '/etc/ssh/keys': { kind: 'directory' } } });
    const tree = { 'keys.pub': 'ssh-rsa AAAA1 a\n# no key\nfrom="10.0.0.1" ecdsa-sha2-nistp256 AAAA2 b c\n' };
    const args = { name: 'x', user: 'deploy', source: 'salt://keys.pub', config: '/etc/ssh/keys/%u' };
    await tryTwice({ state, host, tree, args });
    expect(host.text('/etc/ssh/keys/deploy')).toBe('ssh-rsa AAAA1 a\nfrom="10.0.0.1" ecdsa-sha2-nistp256 AAAA2 b c\n');
  });

  it.each([
    [{ name: 'AAAA', user: 'nobody' }, /account nobody does not exist/],
    [{ name: 'no!key', user: 'deploy' }, /not a public key/],
    [{ name: 'ssh-rsa AAAA1 a\nssh-rsa AAAA2 b', user: 'deploy' }, /one line/],
    [{ name: 'AAAA1', user: 'deploy', comment: 'a\nssh-rsa AAAA2' }, /one line/],
    [{ name: 'AAAA1', user: 'deploy', options: ['command="a\nb"'] }, /one line/],
    [{ name: 'AAAA1', user: 'deploy', enc: 'rsa AAAA2\nssh-rsa' }, /not a type of key/],
    [{ name: 'AAAA1', user: 'deploy', enc: 'rot13' }, /not a type of key/],
    [{ name: 'x', user: 'deploy', source: 'salt://none' }, /no salt:\/\/none/],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const host = memoryHost({ accounts });
    expect(await tryState({ state, host, args })).toMatchObject({
      result: false,
      comment: expect.stringMatching(sentence),
    });
    expect(host.touches).toEqual([]);
  });
});

describe('ssh_auth.absent', () => {
  it('is done where the account does not exist', async () => {
    const host = memoryHost();
    expect(await tryState({ state: 'ssh_auth.absent', host, args: { name: 'AAAA1', user: 'nobody' } })).toMatchObject({
      result: true,
      changed: [],
    });
  });

  it('removes the key whatever stands around it', async () => {
    const host = memoryHost({ accounts, files: { [file]: 'no-pty ssh-rsa AAAA1 a\nssh-rsa AAAA2 b\n' } });
    await tryTwice({ state: 'ssh_auth.absent', host, args: { name: 'AAAA1', user: 'deploy' } });
    expect(host.text(file)).toBe('ssh-rsa AAAA2 b\n');
  });
});

describe('ssh_auth.manage', () => {
  it('keeps the listed keys and removes the others', async () => {
    const host = memoryHost({ accounts, files: { [file]: '# mine\nssh-rsa AAAA1 a\nssh-rsa AAAA2 b\n' } });
    const ssh_keys = ['ssh-rsa AAAA2 b', 'ssh-rsa AAAA3 c'];
    const done = await tryTwice({ state: 'ssh_auth.manage', host, args: { name: 'x', user: 'deploy', ssh_keys } });
    expect(done.changes).toEqual({ AAAA1: 'Key removed', AAAA3: 'New' });
    expect(host.text(file)).toBe('# mine\nssh-rsa AAAA2 b\nssh-rsa AAAA3 c\n');
  });
});
