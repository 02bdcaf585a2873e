import type { ToolboxModule } from '../toolbox.js';

const key = `AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(42)}D`;

export const toolbox: ToolboxModule = {
  module: 'ssh_known_hosts',
  packages: ['openssh-server'],
  prepare: `useradd --create-home tool-known && mkdir -p /run/sshd && ssh-keygen -A >/dev/null
systemd-run --quiet --unit=tool-sshd-2024 /usr/sbin/sshd -D -p 2024
ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | cut -d' ' -f2 > /root/tool-fingerprint
for try in $(seq 100); do ssh-keyscan -p 2024 127.0.0.1 2>/dev/null | grep -q ed25519 && exit 0; sleep 0.3; done; exit 1`,
  states: [
    `known by key:
  ssh_known_hosts.present:
    - name: git.example.org
    - user: tool-known
    - enc: ssh-ed25519
    - key: ${key}
known by fingerprint:
  ssh_known_hosts.present:
    - name: 127.0.0.1
    - port: 2024
    - user: tool-known
    - enc: ssh-ed25519
    - fingerprint: "{{ salt['cmd.run']('cat /root/tool-fingerprint') }}"
`,
    'git.example.org:\n  ssh_known_hosts.absent:\n    - user: tool-known\n',
  ],
  verdicts: [
    {
      sls: `forged:
  ssh_known_hosts.present:
    - name: localhost
    - port: 2024
    - enc: ssh-ed25519
    - fingerprint: SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
`,
      results: { forged: { result: false, comment: /somebody else/ } },
    },
  ],
  seen: {
    'su tool-known -s /bin/sh -c \'ssh-keygen -F [127.0.0.1]:2024 | tail -1 | cut -d" " -f1,2\'':
      '[127.0.0.1]:2024 ssh-ed25519\n',
    'ssh-keygen -F git.example.org -f /home/tool-known/.ssh/known_hosts || echo none': 'none\n',
  },
};
