import { describe } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

const units = { 'nginx.service': { active: true }, 'app@.service': {}, 'app@one.service': { active: true } };
const verify = 'systemd-analyze verify --man=no --recursive-errors=no -- ';

/** What the tools of systemd 252 print. */
const commands = [
  {
    command: /^systemctl --no-pager list-units --output=json --all --type=service --state=failed -- \*$/,
    answer:
      '[{"unit":"auditd.service","load":"not-found","active":"inactive","sub":"dead","description":"auditd.service"}]',
  },
  { command: 'systemctl --no-pager list-units --output=json -- --x', answer: '[]' },
  {
    command: 'systemctl --no-pager list-dependencies --plain --all -- nginx.service',
    answer: 'nginx.service\n  dbus.service\n  basic.target\n    tmp.mount\n    dbus.service\n',
  },
  {
    command: 'systemctl --no-pager list-dependencies --plain --all --reverse -- nginx.service',
    answer: 'nginx.service\n● multi-user.target\n',
  },
  {
    command: 'systemctl --no-pager cat -- app@one.service',
    answer: '# /usr/lib/systemd/system/app@.service\n[Service]\n',
  },
  { command: 'systemctl is-system-running', answer: { exitCode: 1, stdout: 'degraded\n' } },
  {
    command: 'systemd-analyze blame --no-pager',
    answer: '1min 2.061s packagekit.service\n   34ms systemd-journald.service\n',
  },
  { command: `${verify}nginx.service`, answer: '' },
  {
    command: `${verify}/tmp/bad.service`,
    answer: { exitCode: 1, stderr: 'bad.service: Command bogus is not executable: No such file or directory\n' },
  },
  {
    command: /^systemd-analyze verify .* -- \/.*\/odd\.service$/,
    answer: ({ line }: { line: string }) => ({
      exitCode: 1,
      stderr: `${line.split(' ').at(-1)}:3: Unknown key 'Foo' in section [Service], ignoring.\n`,
    }),
  },
];

describe('systemd', () => {
  specsOf({ machine: { units, commands } }, [
    { call: 'systemd.daemon_reload', value: true },
    {
      call: 'systemd.show',
      positional: ['nginx'],
      named: { properties: 'ActiveState, Id' },
      value: { Id: 'nginx.service', ActiveState: 'active' },
    },
    {
      call: 'systemd.show',
      positional: ['app@*'],
      named: { properties: 'Id' },
      value: { 'app@one.service': { Id: 'app@one.service' } },
    },
    { call: 'systemd.show', positional: ['nope'], refused: ['not-found', /no unit nope/] },
    {
      call: 'systemd.list_units',
      named: { type: 'service', state: 'failed', all: true },
      value: {
        'auditd.service': { load: 'not-found', active: 'inactive', sub: 'dead', description: 'auditd.service' },
      },
    },
    { call: 'systemd.list_units', positional: ['--x'], value: {} },
    { call: 'systemd.list_dependencies', positional: ['nginx'], value: ['basic.target', 'dbus.service', 'tmp.mount'] },
    {
      call: 'systemd.list_dependencies',
      positional: ['nginx'],
      named: { reverse: true },
      value: ['multi-user.target'],
    },
    { call: 'systemd.cat', positional: ['app@one'], value: '# /usr/lib/systemd/system/app@.service\n[Service]' },
    { call: 'systemd.reset_failed', positional: ['nginx'], value: true },
    { call: 'systemd.is_system_running', value: 'degraded' },
    {
      call: 'systemd.analyze_blame',
      value: { 'packagekit.service': '1min 2.061s', 'systemd-journald.service': '34ms' },
    },
    { call: 'systemd.verify', positional: ['nginx'], value: { valid: true, messages: [] } },
    {
      call: 'systemd.verify',
      positional: ['/tmp/bad.service'],
      retcode: 1,
      value: { valid: false, messages: ['bad.service: Command bogus is not executable: No such file or directory'] },
    },
    {
      call: 'systemd.verify',
      positional: ['odd'],
      named: { contents: '[Service]\nExecStart=/bin/true\nFoo=1\n' },
      retcode: 1,
      value: { valid: false, messages: ["odd.service:3: Unknown key 'Foo' in section [Service], ignoring."] },
    },
    { call: 'systemd.verify', positional: ['--x'], refused: ['bad-arguments', /not the name of a unit/] },
    {
      call: 'systemd.verify',
      positional: ['/x'],
      named: { contents: 'y' },
      refused: ['bad-arguments', /name the unit/],
    },
  ]);
});
