import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryHost, type MemoryMachine } from '@fleet/platform';
import { toPlain, type Value } from '@fleet/values';
import { specContext, specsOf } from '../spec-cases.js';

const [one, two] = ['AAAAC3NzaC1lZDI1NTE5AAAAIAAA', 'AAAAC3NzaC1lZDI1NTE5AAAAIBBB'];
const digest = (key: string): Buffer => createHash('sha256').update(Buffer.from(key, 'base64')).digest();
const fingerprint = (key: string): string => digest(key).toString('hex').match(/../g)?.join(':') ?? '';
const privateKey = (cipher: string): string => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(cipher.length);
  const body = Buffer.concat([Buffer.from('openssh-key-v1\0'), length, Buffer.from(cipher)]).toString('base64');
  return ['-----BEGIN OPENSSH ', 'PRIVATE KEY-----\n', body, '\n-----END'].join('');
};
const keys = '/home/deploy/.ssh/authorized_keys';
const hosts = '/home/deploy/.ssh/known_hosts';
const machine: MemoryMachine = {
  accounts: {
    users: [
      { name: 'deploy', uid: 1500, gid: 1500 },
      { name: 'other', uid: 1600 },
    ],
  },
  files: {
    [keys]: { content: `# mine\nno-pty ssh-ed25519 ${one} me\n`, uid: 1500 },
    [hosts]: { content: `git.example,10.0.0.1 ssh-ed25519 ${one}\n*.lan ssh-ed25519 ${two}\n`, uid: 1500 },
    '/home/deploy/.ssh/id.pub': { content: `ssh-ed25519 ${two} deploy\n`, uid: 1500 },
    '/home/deploy/.ssh/id': 'private',
    '/home/deploy/.ssh/shadow.pub': { kind: 'symlink', target: '/etc/shadow' },
    '/home/other/.ssh': { kind: 'symlink', target: '/root/.ssh' },
    '/root/.ssh/authorized_keys': '',
    '/etc/shadow': `ssh-ed25519 ${one} stolen`,
    '/etc/ssh/ssh_host_ed25519_key': 'private',
    '/etc/ssh/ssh_host_ed25519_key.pub': `ssh-ed25519 ${one} root@h\n`,
    '/root/open': privateKey('none'),
    '/root/locked': privateKey('aes256-ctr'),
    '/root/pem': '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII\n',
    '/root/text': 'hello',
  },
  commands: [
    {
      command: 'ssh-keyscan -p 2022 -T 5 -t ed25519 -- 127.0.0.1',
      answer: `# 127.0.0.1:2022 SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10\n[127.0.0.1]:2022 ssh-ed25519 ${two}\n`,
    },
    { command: 'ssh-keyscan -T 5 -- 127.0.0.1', answer: { exitCode: 1 } },
  ],
};
const record = (hostname: string, key: string): object => ({
  ...{ hostname, enc: 'ssh-ed25519', key, fingerprint: fingerprint(key) },
});
const tree = { 'keys.pub': `ssh-ed25519 ${one} me\nssh-ed25519 ${two} new\n`, 'none.pub': 'nothing\n' };

describe('ssh', () => {
  const mine = { [one]: { enc: 'ssh-ed25519', comment: 'me', options: ['no-pty'], fingerprint: fingerprint(one) } };
  specsOf({ machine, tree }, [
    { call: 'ssh.auth_keys', positional: ['deploy'], value: mine },
    { call: 'ssh.auth_keys', positional: [['deploy']], value: { deploy: mine } },
    { call: 'ssh.auth_keys', positional: ['nobody-here'], refused: ['not-found', /no account/] },
    { call: 'ssh.auth_keys', positional: ['other'], refused: ['not-allowed', /leads to/] },
    { call: 'ssh.check_key', positional: ['deploy', `no-pty ssh-ed25519 ${one} me`], value: 'exists' },
    { call: 'ssh.check_key', positional: ['deploy', one, 'ed25519', 'else'], value: 'update' },
    { call: 'ssh.check_key', positional: ['deploy', two, 'ed25519'], value: 'add' },
    { call: 'ssh.check_key', positional: ['deploy', two, 'rot13'], refused: ['bad-arguments', /not a type of key/] },
    { call: 'ssh.check_key', positional: ['deploy', `${two}\nx`], refused: ['bad-arguments', /one line/] },
    { call: 'ssh.check_key', positional: ['deploy', 'no!key'], refused: ['bad-arguments', /not a public key/] },
    { call: 'ssh.check_key_file', positional: ['deploy', 'salt://keys.pub'], value: { [one]: 'update', [two]: 'add' } },
    { call: 'ssh.check_key_file', positional: ['deploy', 'salt://none.pub'], refused: ['failed', /holds no keys/] },
    { call: 'ssh.check_key_file', positional: ['deploy', 'salt://gone'], refused: ['not-found', /there is no/] },
    { call: 'ssh.set_auth_key', positional: ['other', two, 'ed25519'], refused: ['not-allowed', /leads to/] },
    { call: 'ssh.get_known_host_entries', positional: ['deploy', '10.0.0.1'], value: [record('10.0.0.1', one)] },
    { call: 'ssh.get_known_host_entries', positional: ['deploy', 'none'], value: [] },
    { call: 'ssh.check_known_host', positional: ['deploy', 'none'], value: 'add' },
    { call: 'ssh.check_known_host', positional: ['deploy', 'git.example'], named: { key: two }, value: 'update' },
    {
      call: 'ssh.check_known_host',
      positional: ['deploy', 'git.example'],
      named: { fingerprint: `SHA256:${digest(one).toString('base64')}` },
      value: 'exists',
    },
    {
      call: 'ssh.recv_known_host_entries',
      positional: ['127.0.0.1', 'ed25519', 2022],
      value: [record('[127.0.0.1]:2022', two)],
    },
    { call: 'ssh.recv_known_host_entries', positional: ['127.0.0.1'], refused: ['failed', /did not tell its key/] },
    { call: 'ssh.recv_known_host_entries', positional: ['-oX'], refused: ['bad-arguments', /not the name of a host/] },
    { call: 'ssh.set_known_host', positional: ['deploy', 'x'], refused: ['bad-arguments', /`fingerprint`/] },
    { call: 'ssh.set_known_host', named: { hostname: 'x', key: one }, refused: ['bad-arguments', /`enc`/] },
    {
      call: 'ssh.set_known_host',
      named: { hostname: '127.0.0.1', port: 2022, enc: 'ed25519', fingerprint: fingerprint(one) },
      refused: ['failed', /somebody else/],
    },
    {
      call: 'ssh.rm_known_host',
      positional: ['deploy', 'none'],
      value: { status: 'absent', comment: 'the host is not known' },
    },
    { call: 'ssh.hash_known_hosts', refused: ['not-found', /ssh_known_hosts/] },
    { call: 'ssh.host_keys', value: { 'ed25519.pub': `ssh-ed25519 ${one} root@h` } },
    { call: 'ssh.host_keys', named: { private: true }, refused: ['not-allowed', /never leave/] },
    { call: 'ssh.user_keys', positional: ['deploy'], value: { deploy: { 'id.pub': `ssh-ed25519 ${two} deploy` } } },
    { call: 'ssh.user_keys', positional: ['other'], value: {} },
    { call: 'ssh.key_is_encrypted', positional: ['/root/open'], value: false },
    { call: 'ssh.key_is_encrypted', positional: ['/root/locked'], value: true },
    { call: 'ssh.key_is_encrypted', positional: ['/root/pem'], value: true },
    { call: 'ssh.key_is_encrypted', positional: ['/root/text'], refused: ['failed', /no private key/] },
  ]);

  const call = async (host: MemoryHost, name: string, args: Value[], named: [Value, Value][] = []): Promise<unknown> =>
    structuredClone(toPlain(await specContext({ tree }, host).call(name, args, new Map(named))));

  it('sets a key in place, adds another, and removes it', async () => {
    const host = memoryHost(machine);
    expect(await call(host, 'ssh.set_auth_key', ['deploy', one, 'ed25519', 'else'])).toBe('replace');
    expect(await call(host, 'ssh.set_auth_key', ['deploy', one, 'ed25519', 'else'])).toBe('no change');
    expect(await call(host, 'ssh.set_auth_key_from_file', ['deploy', 'salt://keys.pub'])).toBe('replace');
    expect(host.text(keys)).toBe(`# mine\nssh-ed25519 ${one} me\nssh-ed25519 ${two} new\n`);
    expect(await call(host, 'ssh.rm_auth_key', ['deploy', one])).toBe('Key removed');
    expect(await call(host, 'ssh.rm_auth_key', ['deploy', one])).toBe('Key not present');
    expect(await call(host, 'ssh.rm_auth_key_from_file', ['deploy', 'salt://keys.pub'])).toBe('Key removed');
    expect(host.text(keys)).toBe('# mine\n');
    expect(host.touches).toHaveLength(4);
  });

  it('makes file and directory for the account alone', async () => {
    const host = memoryHost({ accounts: machine.accounts ?? {}, files: { '/home/deploy': { kind: 'directory' } } });
    expect(await call(host, 'ssh.set_auth_key', ['deploy', one, 'ed25519'])).toBe('new');
    expect(await host.files.stat(keys)).toMatchObject({ uid: 1500, mode: 0o600 });
    expect(await host.files.stat('/home/deploy/.ssh')).toMatchObject({ uid: 1500, mode: 0o700 });
  });

  it('makes a host known by its fingerprint, hashes the list, and finds it again', async () => {
    const host = memoryHost(machine);
    const wish: [Value, Value][] = [
      ['port', 2022],
      ['enc', 'ed25519'],
      ['fingerprint', fingerprint(two)],
    ];
    expect(await call(host, 'ssh.set_known_host', ['deploy', '127.0.0.1'], wish)).toEqual({
      status: 'updated',
      old: [],
      new: [record('[127.0.0.1]:2022', two)],
    });
    expect(await call(host, 'ssh.hash_known_hosts', ['deploy'])).toEqual({ status: 'updated', hashed: 3 });
    expect(await call(host, 'ssh.hash_known_hosts', ['deploy'])).toEqual({ status: 'unchanged', hashed: 0 });
    expect(host.text(hosts)).not.toContain('git.example');
    expect(host.text(hosts)).toContain('*.lan');
    expect(await call(host, 'ssh.set_known_host', ['deploy', '127.0.0.1'], wish)).toMatchObject({ status: 'exists' });
    expect(await call(host, 'ssh.rm_known_host', ['deploy', 'git.example'])).toEqual({
      status: 'removed',
      comment: '1 keys removed',
    });
    expect(await call(host, 'ssh.check_known_host', ['deploy', '10.0.0.1'])).toBe('exists');
  });
});
