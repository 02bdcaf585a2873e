import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

/** Against the crontab(1) of Debian. */
export const toolbox: ToolboxModule = {
  module: 'cron',
  packages: ['cron'],
  prepare:
    'id crony >/dev/null 2>&1 || useradd --create-home crony; id cronyb >/dev/null 2>&1 || useradd --create-home cronyb; crontab -u crony -r 2>/dev/null; echo "99 * * * * x" > /root/kept/bad.tab',
  files: { 'cron/tab': '# {{ who }}\n1 1 * * * /bin/true\n' },
  states: [
    `mail:
  cron.env_present:
    - name: MAILTO
    - value: admin@example.org
    - user: crony
backup:
  cron.present:
    - name: /usr/local/bin/backup --all
    - identifier: backup
    - comment: every night
    - minute: random
    - hour: 2
    - user: crony
daily:
  cron.present:
    - name: /bin/daily
    - special: '@daily'
    - user: crony
whole:
  cron.file:
    - name: salt://cron/tab
    - user: cronyb
    - template: jinja
    - context: {who: fleet}
`,
    `no mail:
  cron.env_absent:
    - name: MAILTO
    - user: crony
no daily:
  cron.absent:
    - name: /bin/daily
    - user: crony
`,
  ],
  verdicts: [
    {
      sls: `wrong:
  cron.present:
    - name: /bin/x
    - minute: 99
    - user: crony
nobody:
  cron.present:
    - name: /bin/x
    - user: not-there
`,
      results: {
        wrong: { result: false, comment: /bad minute/ },
        nobody: { result: false, comment: /the account not-there does not exist/ },
      },
    },
  ],
  seen: {
    'crontab -u crony -l | sed -E "2s/^[0-9]+/N/"':
      '# every night SALT_CRON_IDENTIFIER:backup\nN 2 * * * /usr/local/bin/backup --all\n',
    'crontab -u cronyb -l': '# fleet\n1 1 * * * /bin/true\n',
  },
  functions: [
    { call: ['cron.set_env', 'crony', 'PATH', '/bin'], value: 'new' },
    { call: ['cron.set_job', 'crony', '5', '4', '*', '*', '1', '/bin/weekly', 'comment=words'], value: 'new' },
    { call: ['cron.set_job', 'crony', '5', '4', '*', '*', '1', '/bin/weekly'], value: 'present' },
    { call: ['cron.set_special', 'crony', '@reboot', '/bin/boot', 'identifier=boot'], value: 'new' },
    {
      call: ['cron.list_tab', 'crony'],
      value: {
        pre: [],
        env: [{ name: 'PATH', value: '/bin' }],
        crons: [
          expect.objectContaining({ cmd: '/usr/local/bin/backup --all', identifier: 'backup', hour: '2' }),
          {
            minute: '5',
            hour: '4',
            daymonth: '*',
            month: '*',
            dayweek: '1',
            cmd: '/bin/weekly',
            identifier: '/bin/weekly',
            comment: 'words',
            commented: false,
          },
        ],
        special: [{ spec: '@reboot', cmd: '/bin/boot', identifier: 'boot', comment: null, commented: false }],
      },
    },
    {
      call: ['cron.ls', 'cronyb'],
      value: expect.objectContaining({ crons: [expect.objectContaining({ cmd: '/bin/true' })] }),
    },
    { call: ['cron.raw_cron', 'cronyb'], value: '# fleet\n1 1 * * * /bin/true\n' },
    { call: ['cron.get_entry', 'crony', 'boot'], value: expect.objectContaining({ spec: '@reboot' }) },
    { call: ['cron.set_job', 'crony', '99', '4', '*', '*', '1', '/bin/x'], refused: /bad minute/ },
    { call: ['cron.rm_job', 'crony', '/bin/weekly'], value: 'removed' },
    { call: ['cron.rm', 'crony', '/bin/weekly'], value: 'absent' },
    { call: ['cron.rm_special', 'crony', '/bin/boot', 'identifier=boot'], value: 'removed' },
    {
      call: ['cron.rm_env', 'crony', 'PATH'],
      value: 'removed',
      seen: { 'crontab -u crony -l | grep -vc backup || true': '0\n' },
    },
    { call: ['cron.write_cron_file', 'crony', '/root/kept/bad.tab'], refused: /bad minute|errors in crontab/ },
    { call: ['cron.write_cron_file', 'crony', '/root/toolbox/cron/states/cron/tab'], value: true },
    { call: ['cron.raw_cron', 'not-there'], refused: /no account not-there/ },
  ],
};
