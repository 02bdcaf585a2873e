import { describe, expect, it } from '@jest/globals';
import { memoryHost, type CommandScript } from '@fleet/platform';
import { fromPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const spool = '/var/spool/cron/root';
const tab = `# head

MAILTO="a b"
# nightly SALT_CRON_IDENTIFIER:backup
30 2 * * * /bin/backup --all
#DISABLED#*/5 * * * 1-5 /bin/off
@daily /bin/own
`;

/** A crontab that is kept in a file, as cron keeps it. */
const commands: CommandScript[] = [
  {
    command: 'crontab -u root -l',
    answer: ({ files }) => {
      const now = files.text(spool);
      return now === undefined ? { exitCode: 1, stderr: 'no crontab for root' } : { stdout: now };
    },
  },
  {
    command: 'crontab -u root -',
    answer: async ({ files, options }) => {
      await files.write(spool, options.stdin ?? '');
      return {};
    },
  },
  {
    command: 'crontab -u root /root/bad',
    answer: { exitCode: 1, stderr: '"/root/bad":0: bad minute\nerrors in crontab file, can\'t install.' },
  },
  { command: 'crontab -u root /root/good', answer: {} },
];
const machine = (text?: string) => ({
  files: { '/var/spool/cron': { kind: 'directory' as const }, ...(text !== undefined && { [spool]: text }) },
  commands,
});

const backup = {
  minute: '30',
  hour: '2',
  daymonth: '*',
  month: '*',
  dayweek: '*',
  cmd: '/bin/backup --all',
  identifier: 'backup',
  comment: 'nightly',
  commented: false,
};
const all = {
  pre: ['# head', ''],
  crons: [
    backup,
    {
      minute: '*/5',
      hour: '*',
      daymonth: '*',
      month: '*',
      dayweek: '1-5',
      cmd: '/bin/off',
      identifier: null,
      comment: null,
      commented: true,
    },
  ],
  special: [{ spec: '@daily', cmd: '/bin/own', identifier: null, comment: null, commented: false }],
  env: [{ name: 'MAILTO', value: 'a b' }],
};

describe('cron', () => {
  specsOf({ machine: machine(tab) }, [
    { call: 'cron.raw_cron', positional: ['root'], value: tab },
    { call: 'cron.list_tab', positional: ['root'], value: all },
    { call: 'cron.ls', positional: ['root'], value: all },
    { call: 'cron.get_entry', positional: ['root', 'backup'], value: backup },
    { call: 'cron.get_entry', positional: ['root'], named: { cmd: '/bin/own' }, value: all.special[0] },
    { call: 'cron.get_entry', positional: ['root', 'nope'], value: false },
    { call: 'cron.get_entry', positional: ['root'], refused: ['bad-arguments', /neither is given/] },
    { call: 'cron.list_tab', positional: ['nobody'], refused: ['not-found', /no account nobody/] },
    { call: 'cron.write_cron_file', positional: ['root', '/root/bad'], refused: ['failed', /bad minute/] },
    { call: 'cron.write_cron_file', positional: ['root', '/root/good'], value: true },
    { call: 'cron.write_cron_file', positional: ['root', '-r'], refused: ['bad-arguments', /absolute path/] },
    {
      call: 'cron.set_job',
      positional: ['root', '1 2', '*', '*', '*', '*', 'x'],
      refused: ['bad-arguments', /not a time/],
    },
    {
      call: 'cron.set_job',
      positional: ['root', 1, '*', '*', '*', '*', 'x\n* * * * * evil'],
      refused: ['bad-arguments', /one line/],
    },
    {
      call: 'cron.set_job',
      positional: ['root', 'random', '*', '*', '*', '*', 'x'],
      refused: ['bad-arguments', /cron\.present/],
    },
    { call: 'cron.set_special', positional: ['root', 'daily', 'x'], refused: ['bad-arguments', /@daily/] },
    { call: 'cron.set_env', positional: ['root', 'A', 'x\ny'], refused: ['bad-arguments', /one line/] },
    { call: 'cron.set_env', positional: ['root', 'A B', 'x'], refused: ['bad-arguments', /a name/] },
  ]);
  specsOf({ machine: {} }, [{ call: 'cron.raw_cron', positional: ['root'], refused: ['not-found', /no crontab/] }]);
  specsOf({ machine: machine() }, [
    { call: 'cron.raw_cron', positional: ['root'], value: '' },
    { call: 'cron.rm_job', positional: ['root', 'x'], value: 'absent' },
  ]);

  it.each<[call: string, args: unknown[], named: Record<string, unknown>, answer: string, after: string]>([
    ['set_job', ['root', 30, 2, '*', '*', '*', '/bin/backup --all'], { identifier: 'backup' }, 'present', tab],
    [
      'set_job',
      ['root', 31, 2, '*', '*', '*', '/bin/new'],
      { identifier: 'backup' },
      'updated',
      tab.replace('30 2 * * * /bin/backup --all', '31 2 * * * /bin/new'),
    ],
    [
      'set_job',
      ['root', 1, 1, 1, 1, 1, '/bin/x'],
      { comment: 'why' },
      'new',
      `${tab}# why SALT_CRON_IDENTIFIER:/bin/x\n1 1 1 1 1 /bin/x\n`,
    ],
    ['set_job', ['root', '*/5', '*', '*', '*', '1-5', '/bin/off'], {}, 'updated', tab.replace('#DISABLED#', '')],
    ['set_special', ['root', '@weekly', '/bin/own'], {}, 'updated', tab.replace('@daily', '@weekly')],
    ['rm_job', ['root', '/bin/off'], {}, 'removed', tab.replace(/#DISABLED.*\n/, '')],
    ['rm_job', ['root', '/bin/off'], { minute: 3 }, 'absent', tab],
    ['rm', ['root', 'whatever'], { identifier: 'backup' }, 'removed', tab.replace(/# nightly.*\n.*\n/, '')],
    ['rm_special', ['root', '/bin/own'], {}, 'removed', tab.replace('@daily /bin/own\n', '')],
    ['rm_special', ['root', '/bin/own'], { special: '@hourly' }, 'absent', tab],
    ['set_env', ['root', 'MAILTO', 'x'], {}, 'updated', tab.replace('"a b"', 'x')],
    ['set_env', ['root', 'PATH', '/bin'], {}, 'new', `PATH=/bin\n${tab}`],
    ['rm_env', ['root', 'MAILTO'], {}, 'removed', tab.replace(/MAILTO.*\n/, '')],
    ['rm_env', ['root', 'NOPE'], {}, 'absent', tab],
  ])('cron.%s %j %j: %s', async (call, args, named, answer, after) => {
    const host = memoryHost(machine(tab));
    const given = { positional: args.map((one) => fromPlain(one)), named: fromPlain(named) as ValueMap };
    expect((await callFunction(functionTable, `cron.${call}`, given, host, specContext({}, host))).value).toBe(answer);
    expect(host.text(spool)).toBe(after);
  });
});
