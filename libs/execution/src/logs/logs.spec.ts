import { describe, expect, it } from '@jest/globals';
import { memoryHost, type CommandScript, type MemoryMachine } from '@fleet/platform';
import { fromPlain, toPlain, type ValueMap } from '@fleet/values';
import { Redactor } from '@fleet/telemetry';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const day = '2026-11-22T00:';
const entry = (second: number, unit: string, message: string, priority = 6): string =>
  JSON.stringify({
    __CURSOR: `c${second}`,
    __REALTIME_TIMESTAMP: String((Date.UTC(2026, 10, 22, 0, 0, 0) + second * 1000) * 1000),
    _SYSTEMD_UNIT: `${unit}.service`,
    PRIORITY: String(priority),
    MESSAGE: message,
  });

/** A journal that knows what `journalctl` is asked for here: units, the newest lines, a priority. */
function journal(...entries: string[]): CommandScript {
  return {
    command: /^journalctl /,
    answer: ({ line }) => {
      const [, lines] = /--lines=(\d+)/.exec(line) ?? [];
      const [, level = '7'] = /--priority=(\d)/.exec(line) ?? [];
      const units = [...line.matchAll(/--unit=(\S+)/g)].map(([, unit = '']) => unit.replaceAll('*', '.*'));
      const fitting = entries.filter((one) => {
        const { _SYSTEMD_UNIT: unit, PRIORITY: priority } = JSON.parse(one) as Record<string, string>;
        const named = units.some((glob) => new RegExp(`^${glob}(\\.service)?$`).test(unit ?? ''));
        return named && Number(priority) <= Number(level);
      });
      const newest = lines === undefined ? fitting : fitting.slice(-Number(lines));
      return { stdout: newest.map((one) => `${one}\n`).join('') };
    },
  };
}

const unitText = '[Service]\nExecStart=/bin/true\nStandardOutput=append:/opt/app/%p-%i.log\nStandardError=journal\n';

const machine: MemoryMachine = {
  units: {
    'web@a': { active: true },
    'filed@x': { text: unitText },
    'homes@..': { text: '[Service]\nStandardOutput=append:/opt/%i/out.log\n' },
    'astray@x': { text: '[Service]\nStandardOutput=file:/opt/app/astray.log\n' },
  },
  commands: [
    journal(entry(1, 'web@a', 'one'), entry(3, 'web@a', 'three', 3), entry(5, 'web@b', 'five'), entry(4, 'old', 'x')),
  ],
  files: {
    '/opt/app/filed-x.log': `${day}00:02Z INFO two\n${day}00:04Z ERROR four\n  at main\n`,
    '/opt/../out.log': 'of another\n',
    '/out.log': 'of another\n',
    '/opt/app/astray.log': { target: '/etc/shadow' },
    '/etc/shadow': 'root:hash\n',
    '/var/log/app.log': `no time\n${day}00:09Z WARN nine\n${day}00:10Z key 0xdeadbeefcafe\nhalf`,
    '/var/log/app.log.1': `${day}00:08Z eight\n`,
    '/var/log/link': { target: '/etc/shadow' },
    '/var/log/inside': { target: 'app.log' },
    '/var/log/dir/x.log': '1\n',
    '/var/log/empty.log': '',
  },
};

const line = (second: string, unit: string, level: string | null, message: string) => ({
  time: `${day}00:${second}.000Z`,
  unit,
  level,
  message,
});
const found = (lines: unknown[], more: Record<string, unknown> = {}) => ({
  lines,
  left_out: 0,
  cut: false,
  missing: [],
  ...more,
});

describe('logs.read', () => {
  specsOf({ machine }, [
    {
      call: 'logs.read',
      positional: ['web@a'],
      value: found([line('01', 'web@a', 'info', 'one'), line('03', 'web@a', 'err', 'three')]),
    },
    {
      call: 'logs.read',
      positional: [['web@*']],
      named: { lines: 1 },
      value: found([line('05', 'web@b', 'info', 'five')]),
    },
    {
      call: 'logs.read',
      positional: ['web@a'],
      named: { grep: 'HRE', ignore_case: true },
      value: found([line('03', 'web@a', 'err', 'three')]),
    },
    // Its own file comes along, merged by time, and a trace goes with what it belongs to.
    {
      call: 'logs.read',
      positional: [['web@a', 'filed@x']],
      named: { level: 'err' },
      value: found([
        line('03', 'web@a', 'err', 'three'),
        line('04', 'filed@x', 'err', `${day}00:04Z ERROR four`),
        line('04', 'filed@x', 'err', '  at main'),
      ]),
    },
    {
      call: 'logs.read',
      positional: [['nope', 'old']],
      value: found([line('04', 'old', 'info', 'x')], { missing: ['nope'] }),
    },
    {
      call: 'logs.read',
      positional: [['/var/log/none', '/var/log/empty.log']],
      value: found([], { missing: ['/var/log/none'] }),
    },
    {
      call: 'logs.read',
      positional: ['/var/log/inside'],
      named: { lines: 1 },
      value: found([line('10', '/var/log/inside', null, `${day}00:10Z key 0xdeadbeefcafe`)]),
    },
    // The name of an instance leads nowhere else.
    {
      call: 'logs.read',
      positional: ['homes@..'],
      value: found([]),
    },
    // The one before it, where the file itself has too little.
    {
      call: 'logs.read',
      positional: ['/var/log/app.*'],
      named: { since: `${day}00:08Z`, until: `${day}00:09Z`, lines: 5 },
      value: expect.objectContaining({
        lines: expect.arrayContaining([line('09', '/var/log/app.log', 'warning', `${day}00:09Z WARN nine`)]),
      }),
    },
    { call: 'logs.read', positional: ['/etc/shadow'], refused: ['not-allowed', /log_directories of minion\.yaml/] },
    { call: 'logs.read', positional: ['/var/log/../../etc/shadow'], refused: ['not-allowed', /does not lie/] },
    { call: 'logs.read', positional: ['/var/logs'], refused: ['not-allowed', /does not lie/] },
    { call: 'logs.read', positional: ['/etc/sha*'], refused: ['not-allowed', /does not lie/] },
    // What is named may, and what it leads to may not.
    { call: 'logs.read', positional: ['/var/log/link'], refused: ['failed', /leads out of/] },
    { call: 'logs.read', positional: ['astray@x'], refused: ['failed', /leads out of \/opt\/app/] },
    {
      call: 'logs.read',
      positional: ['/var/log/dir'],
      refused: ['bad-arguments', /is a directory; its logs are \/var\/log\/dir\/\*\.log/],
    },
    { call: 'logs.read', positional: ['--help'], refused: ['bad-arguments', /neither a unit nor/] },
    { call: 'logs.read', positional: ['a b'], refused: ['bad-arguments', /neither a unit nor/] },
    { call: 'logs.read', positional: [[]], refused: ['bad-arguments', /name a unit or a log file/] },
    { call: 'logs.read', positional: ['web@a'], named: { lines: 0 }, refused: ['bad-arguments', /from 1 to 10000/] },
    { call: 'logs.read', positional: ['web@a'], named: { grep: '(' }, refused: ['bad-arguments', /not a regular/] },
  ]);
  specsOf({ machine, opts: { log_directories: ['/opt/app', '/etc/'] } }, [
    {
      call: 'logs.read',
      positional: ['/etc/shadow'],
      named: { lines: 5 },
      value: expect.objectContaining({ cut: false }),
    },
    { call: 'logs.read', positional: ['/var/log/app.log'], refused: ['not-allowed', /\(\/opt\/app, \/etc\/\)/] },
  ]);
  specsOf({ machine, opts: { log_directories: [] } }, [
    { call: 'logs.read', positional: ['/var/log/app.log'], refused: ['not-allowed', /there is none/] },
  ]);
  specsOf({ machine: { commands: [] } }, [
    { call: 'logs.read', positional: ['web'], refused: ['not-found', /no journal; a log file is named by its path/] },
  ]);

  it('never has a secret, and finds none', async () => {
    const redactor = new Redactor();
    redactor.addSecret('0xdeadbeefcafe');
    const host = memoryHost(machine);
    const context = { ...specContext({}, host), redaction: async () => redactor };
    const ask = async (named: Record<string, unknown>) => {
      const given = { positional: ['/var/log/app.log'], named: fromPlain(named) as ValueMap };
      return toPlain((await callFunction(functionTable, 'logs.read', given, host, context)).value) as {
        lines: { message: string }[];
      };
    };
    expect((await ask({})).lines.at(-1)?.message).toBe(`${day}00:10Z key **********`);
    expect((await ask({ grep: 'deadbeef' })).lines).toEqual([]);
    const counted = await callFunction(
      functionTable,
      'logs.count',
      { positional: ['/var/log/app.log'], named: fromPlain({ grep: 'deadbeef', since: `${day}00:00Z` }) as ValueMap },
      host,
      context,
    );
    expect(toPlain(counted.value)).toMatchObject({ counts: {} });
  });

  it('has the newest that one return has room for', async () => {
    const text = Array.from({ length: 9_000 }, (_, index) => `${day}00:09Z ${index} ${'x'.repeat(200)}\n`).join('');
    const host = memoryHost({ files: { '/var/log/big.log': text } });
    const given = { positional: ['/var/log/big.log'], named: fromPlain({ lines: 9_000 }) as ValueMap };
    const { value } = await callFunction(functionTable, 'logs.read', given, host, specContext({}, host));
    const answer = toPlain(value) as { lines: { message: string }[]; left_out: number };
    expect(answer.lines.at(-1)?.message).toContain(' 8999 ');
    expect(answer.left_out + answer.lines.length).toBe(9_000);
    expect(JSON.stringify(answer).length).toBeLessThan(900_000);
  });
});

describe('logs.rate and logs.count', () => {
  const since = `${day}00:00Z`;
  specsOf({ machine }, [
    {
      call: 'logs.rate',
      positional: [['web@*', 'filed@x', 'none']],
      named: { since, until: `${day}02:00Z` },
      value: {
        units: {
          'filed@x': { lines: 3, per_minute: 1.5 },
          'web@a': { lines: 2, per_minute: 1 },
          'web@b': { lines: 1, per_minute: 0.5 },
        },
        minutes: 2,
        cut: false,
        missing: ['none'],
      },
    },
    {
      call: 'logs.count',
      positional: [['web@*', 'filed@x']],
      named: { since, by: 'level' },
      value: { counts: { err: 3, info: 3 }, cut: false, missing: [] },
    },
    {
      call: 'logs.count',
      positional: [['web@*', 'filed@x']],
      named: { since, by: 'total', grep: 'e$' },
      value: { counts: { total: 3 }, cut: false, missing: [] },
    },
    {
      call: 'logs.count',
      positional: ['web@a'],
      named: { by: 'minion' },
      refused: ['bad-arguments', /by: minion is none/],
    },
    {
      call: 'logs.count',
      positional: ['web@a'],
      named: { by: 'constructor' },
      refused: ['bad-arguments', /is none of/],
    },
    {
      call: 'logs.rate',
      positional: ['web@a'],
      named: { since: '1h', until: '2h' },
      refused: ['bad-arguments', /later than/],
    },
  ]);
});
