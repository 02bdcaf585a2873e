import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const key = `AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(42)}B`;

export const toolbox: ToolboxModule = {
  module: 'ssh',
  packages: ['openssh-server'],
  prepare: `useradd --create-home tool-ssh && mkdir -p /run/sshd && ssh-keygen -A >/dev/null
systemd-run --quiet --unit=tool-sshd /usr/sbin/sshd -D -p 2022
install -d -o tool-ssh -g tool-ssh -m 700 /home/tool-ssh/.ssh
ssh-keygen -q -t ed25519 -N '' -C lab -f /root/tool-plain && ssh-keygen -q -t ed25519 -N secret1 -C lab -f /root/tool-locked
install -o tool-ssh -m 644 /root/tool-plain.pub /home/tool-ssh/.ssh/id_ed25519.pub
cp /root/tool-plain.pub /srv/tool-keys.pub
for try in $(seq 100); do ssh-keyscan -p 2022 127.0.0.1 2>/dev/null | grep -q ed25519 && exit 0; sleep 0.3; done; exit 1`,
  functions: [
    { call: ['ssh.check_key', 'tool-ssh', key, 'enc=ssh-ed25519'], value: 'add' },
    {
      call: ['ssh.set_auth_key', 'tool-ssh', key, 'enc=ssh-ed25519', 'comment=one'],
      value: 'new',
      seen: { 'stat -c "%a %U" /home/tool-ssh/.ssh/authorized_keys': '600 tool-ssh\n' },
    },
    { call: ['ssh.set_auth_key', 'tool-ssh', key, 'enc=ssh-ed25519', 'comment=one'], value: 'no change' },
    { call: ['ssh.check_key_file', 'tool-ssh', '/srv/tool-keys.pub'], value: expect.any(Object) },
    { call: ['ssh.set_auth_key_from_file', 'tool-ssh', '/srv/tool-keys.pub'], value: 'new' },
    {
      call: ['ssh.auth_keys', 'tool-ssh'],
      value: expect.objectContaining({ [key]: expect.objectContaining({ enc: 'ssh-ed25519', comment: 'one' }) }),
      seen: { 'ssh-keygen -l -f /home/tool-ssh/.ssh/authorized_keys | wc -l': '2\n' },
    },
    { call: ['ssh.rm_auth_key_from_file', 'tool-ssh', '/srv/tool-keys.pub'], value: 'Key removed' },
    { call: ['ssh.rm_auth_key', 'tool-ssh', key], value: 'Key removed' },
    {
      call: ['ssh.recv_known_host_entries', '127.0.0.1', 'enc=ed25519', 'port=2022'],
      value: [expect.objectContaining({ hostname: '[127.0.0.1]:2022', enc: 'ssh-ed25519' })],
    },
    { call: ['ssh.recv_known_host_entries', '127.0.0.1', 'port=2023'], retcode: 1, refused: /did not tell its key/ },
    {
      call: ['ssh.set_known_host', 'tool-ssh', 'git.example.org', `key=${key}`, 'enc=ssh-ed25519'],
      value: expect.objectContaining({ status: 'updated' }),
    },
    {
      call: ['ssh.set_known_host', 'tool-ssh', '127.0.0.1', 'port=2022', 'fingerprint=SHA256:none'],
      retcode: 1,
      refused: /somebody else/,
    },
    { call: ['ssh.check_known_host', 'tool-ssh', 'git.example.org'], value: 'exists' },
    {
      call: ['ssh.hash_known_hosts', 'tool-ssh'],
      value: { status: 'updated', hashed: 1 },
      seen: {
        'ssh-keygen -F git.example.org -f /home/tool-ssh/.ssh/known_hosts | tail -1 | cut -d" " -f2': 'ssh-ed25519\n',
      },
    },
    {
      call: ['ssh.get_known_host_entries', 'tool-ssh', 'git.example.org'],
      value: [expect.objectContaining({ hostname: 'git.example.org', key })],
    },
    {
      call: ['ssh.rm_known_host', 'tool-ssh', 'git.example.org'],
      value: { status: 'removed', comment: '1 keys removed' },
    },
    {
      call: ['ssh.host_keys'],
      value: expect.objectContaining({ 'ed25519.pub': expect.stringMatching(/^ssh-ed25519 /) }),
    },
    {
      call: ['ssh.user_keys', 'tool-ssh'],
      value: { 'tool-ssh': { 'id_ed25519.pub': expect.stringMatching(/^ssh-ed25519 .* lab$/) } },
    },
    { call: ['ssh.key_is_encrypted', '/root/tool-plain'], value: false },
    { call: ['ssh.key_is_encrypted', '/root/tool-locked'], value: true },
  ],
};
