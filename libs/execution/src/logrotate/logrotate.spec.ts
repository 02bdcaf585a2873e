import { describe, expect, it } from '@jest/globals';
import { memoryHost, type CommandScript } from '@fleet/platform';
import { fromPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const main = '# head\nweekly\nrotate 4\ncreate\ninclude /etc/logrotate.d\n';
const wtmp = '# of wtmp\n/var/log/wtmp {\n    missingok\n    create 0664 root utmp\n    rotate 1\n}\n';
const files = {
  '/etc/logrotate.conf': main,
  '/etc/logrotate.d/wtmp': wtmp,
  '/etc/logrotate.d/wtmp.dpkg-old': 'rotate 99\n/var/log/wtmp {\n rotate 99\n}\n',
  '/etc/broken.conf': '/x {\n',
};

/** logrotate 3.21.0 complains like this on its standard error. */
const logrotate: CommandScript = {
  command: /^logrotate --debug /,
  answer: ({ command, files: held }) => {
    const file = (command as readonly string[]).at(-1) as string;
    const lines = (held.text(file) ?? '').split('\n');
    const wrong = lines.flatMap((line, index) =>
      /\brotate \D/.test(line) ? [`error: ${file}:${index + 1} bad rotation count 'x'`] : [],
    );
    return { stderr: ['reading config file', ...wrong].join('\n'), exitCode: wrong.length > 0 ? 1 : 0 };
  },
};

describe('logrotate', () => {
  specsOf({ machine: { files, commands: [logrotate], programs: ['logrotate'] } }, [
    {
      call: 'logrotate.show_conf',
      value: {
        weekly: true,
        rotate: 4,
        create: true,
        include: '/etc/logrotate.d',
        '/var/log/wtmp': { missingok: true, create: '0664 root utmp', rotate: 1 },
        'include files': { wtmp: ['/var/log/wtmp'] },
      },
    },
    { call: 'logrotate.show_conf', positional: ['/nope'], refused: ['not-found', /nope/] },
    {
      call: 'logrotate.show_conf',
      positional: ['/etc/broken.conf'],
      refused: ['failed', /line 1, column 1: the brace/],
    },
    { call: 'logrotate.get', positional: ['rotate'], value: 4 },
    { call: 'logrotate.get', positional: ['/var/log/wtmp', 'rotate'], value: 1 },
    {
      call: 'logrotate.get',
      positional: ['/var/log/wtmp'],
      value: { missingok: true, create: '0664 root utmp', rotate: 1 },
    },
    { call: 'logrotate.get', positional: ['compress'], value: false },
    { call: 'logrotate.set', positional: ['rotate', 4], value: true },
    {
      call: 'logrotate.set',
      positional: ['rotate', 'x'],
      refused: ['failed', /left as it is, for logrotate says: bad rotation count/],
    },
    { call: 'logrotate.set', positional: ['/var/log/wtmp', 'rotate'], refused: ['bad-arguments', /is a block/] },
    { call: 'logrotate.set', positional: ['rotate', '1 {'], refused: ['failed', /one line/] },
  ]);

  it.each<[args: unknown[], path: string, after: string]>([
    [['rotate', 7], '/etc/logrotate.conf', main.replace('rotate 4', 'rotate 7')],
    [['compress', 'True'], '/etc/logrotate.conf', main.replace('create\n', 'create\ncompress\n')],
    [['/var/log/wtmp', 'rotate', 2], '/etc/logrotate.d/wtmp', wtmp.replace('rotate 1', 'rotate 2')],
    [['/var/log/wtmp', 'missingok', false], '/etc/logrotate.d/wtmp', wtmp.replace('    missingok\n', '')],
    [['/var/log/new', 'rotate', 2], '/etc/logrotate.conf', `${main}\n/var/log/new {\n    rotate 2\n}\n`],
  ])('set %j changes the file in which it stands, and no other', async (args, path, after) => {
    const host = memoryHost({ files, commands: [logrotate] });
    const given = { positional: args.map((one) => fromPlain(one)), named: new Map() as ValueMap };
    await callFunction(functionTable, 'logrotate.set', given, host, specContext({}, host));
    for (const file of Object.keys(files))
      expect(host.text(file)).toBe(file === path ? after : files[file as keyof typeof files]);
  });
});
