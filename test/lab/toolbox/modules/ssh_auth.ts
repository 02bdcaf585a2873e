import type { ToolboxModule } from '../toolbox.js';

const key = (last: string): string => `AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(42)}${last}`;

export const toolbox: ToolboxModule = {
  module: 'ssh_auth',
  prepare: `useradd --create-home tool-auth && useradd --create-home tool-astray
install -d -o tool-astray /home/tool-astray/.ssh && ln -s /etc/shadow /home/tool-astray/.ssh/authorized_keys`,
  states: [
    `${key('B')}:
  ssh_auth.present:
    - user: tool-auth
    - enc: ssh-ed25519
    - comment: one
    - options: [no-pty]
`,
    `keys:
  ssh_auth.manage:
    - user: tool-auth
    - ssh_keys:
      - ssh-ed25519 ${key('C')} two
`,
    `${key('C')}:
  ssh_auth.absent:
    - user: tool-auth
    - enc: ssh-ed25519
`,
  ],
  verdicts: [
    {
      sls: `astray:
  ssh_auth.present:
    - name: ${key('B')}
    - enc: ssh-ed25519
    - user: tool-astray
`,
      results: { astray: { result: false, comment: /leads to what does not belong/ } },
    },
  ],
  seen: {
    'stat -c "%a %U" /home/tool-auth/.ssh /home/tool-auth/.ssh/authorized_keys': '700 tool-auth\n600 tool-auth\n',
    'grep -c ssh-ed25519 /etc/shadow || true': '0\n',
  },
};
