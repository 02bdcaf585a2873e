import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const state = 'ssh_known_hosts.present';
const users = [{ name: 'deploy', uid: 1500 }];
const list = '/home/deploy/.ssh/known_hosts';
const [one, two] = ['AAAAC3NzaC1lZDI1NTE5AAAAIAAA', 'AAAAC3NzaC1lZDI1NTE5AAAAIBBB'];
const fingerprint = (key: string): string =>
  `SHA256:${createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`;
const scan = (key: string): { command: string; answer: string } => ({
  command: 'ssh-keyscan -T 5 -t ed25519 -- git.example',
  answer: `# git.example:22 SSH-2.0\ngit.example ssh-ed25519 ${key}\n`,
});

describe('ssh_known_hosts.present', () => {
  it('adds the key that is given, and replaces another of its type', async () => {
    const files = { [list]: `git.example ssh-ed25519 ${two}\ngit.example ssh-rsa AAAA\nother ssh-ed25519 ${two}\n` };
    const host = memoryHost({ accounts: { users }, files });
    await tryTwice({ state, host, args: { name: 'git.example', user: 'deploy', enc: 'ed25519', key: one } });
    expect(host.text(list)).toBe(
      `git.example ssh-rsa AAAA\nother ssh-ed25519 ${two}\ngit.example ssh-ed25519 ${one}\n`,
    );
  });

  it('asks the host, and believes it only with the right fingerprint', async () => {
    const args = { name: 'git.example', enc: 'ssh-ed25519', fingerprint: fingerprint(one) };
    const host = memoryHost({ commands: [scan(one)] });
    await tryTwice({ state, host, args });
    expect(host.text('/etc/ssh/ssh_known_hosts')).toBe(`git.example ssh-ed25519 ${one}\n`);
    const hex = createHash('sha256').update(Buffer.from(one, 'base64')).digest('hex').match(/../g)?.join(':');
    expect(await tryState({ state, host, args: { ...args, fingerprint: hex } })).toMatchObject({
      result: true,
      changed: [],
    });
    const forged = memoryHost({ commands: [scan(two)] });
    expect(await tryState({ state, host: forged, args })).toMatchObject({
      result: false,
      comment: expect.stringContaining('may be somebody else'),
    });
    expect(forged.touches).toEqual([]);
  });

  it.each([
    [{}, /proves nothing/],
    [{ key: one }, /`enc`/],
    [{ key: one, fingerprint: 'x' }, /or the `fingerprint`/],
    [{ key: one, enc: 'rsa', user: 'nobody' }, /nobody does not exist/],
    [{ key: `${one}\nbank.example ssh-rsa AAAA`, enc: 'rsa' }, /not the base64/],
    [{ key: one, enc: 'rsa AAAA\nbank.example ssh-rsa' }, /not a type of key/],
    [{ key: one, enc: 'rsa', hash_known_hosts: true }, /`hash_known_hosts: True`/],
    [{ key: one, enc: 'rsa', name: '-oProxyCommand=x' }, /not the name of a host/],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const host = memoryHost();
    const done = await tryState({ state, host, args: { name: 'git.example', ...args } });
    expect(done).toMatchObject({ result: false, comment: expect.stringMatching(sentence) });
  });
});

describe('ssh_known_hosts.absent', () => {
  it('is done where the account does not exist, and not where the list cannot be', async () => {
    const host = memoryHost();
    const args = { name: 'git.example', user: 'nobody' };
    expect(await tryState({ state: 'ssh_known_hosts.absent', host, args })).toMatchObject({ result: true });
    const relative = { name: 'git.example', config: 'known_hosts' };
    expect(await tryState({ state: 'ssh_known_hosts.absent', host, args: relative })).toMatchObject({ result: false });
  });

  it('removes a host, also where its name is hashed or has a port', async () => {
    const salt = Buffer.from('twenty bytes of salt');
    const digest = createHmac('sha1', salt).update('[git.example]:2222').digest('base64');
    const text = `|1|${salt.toString('base64')}|${digest} ssh-ed25519 ${one}\ngit.example ssh-ed25519 ${one}\n`;
    const host = memoryHost({ accounts: { users }, files: { [list]: text } });
    const args = { name: 'git.example', user: 'deploy', port: 2222 };
    await tryTwice({ state: 'ssh_known_hosts.absent', host, args });
    expect(host.text(list)).toBe(`git.example ssh-ed25519 ${one}\n`);
  });
});
