import { describe, expect, it } from '@jest/globals';
import { readDiagnostic } from '@fleet/diagnostics';
import type { Return } from '@fleet/protocol';
import { toPlain } from '@fleet/values';
import { plain, coloured } from './paint.js';
import { formatReturn, returnValue, type ReturnStyle } from './return.js';

const style: ReturnStyle = { stateOutput: 'full', paint: plain };
const answer = (value: string | undefined, more: Partial<Return> = {}): Return => ({
  kind: 'return',
  v: 1,
  jid: '20260101000000000000',
  minion: 'web1',
  function: 'test.ping',
  retcode: 0,
  success: true,
  started: 0,
  duration: 1,
  ...(value === undefined ? {} : { value }),
  ...more,
});

const run = JSON.stringify({
  'cmd_|-second_|-echo hi\nthere_|-run': {
    result: true,
    comment: 'ran',
    changes: { pid: 7, stdout: 'hi\nthere' },
    start_time: '10:00:00.100000',
    duration: 4.25,
    __run_num__: 1,
    name: 'echo hi',
  },
  'file_|-/etc/x_|-/etc/x_|-managed': {
    result: true,
    comment: 'is as wanted',
    changes: {},
    start_time: '10:00:00.000000',
    duration: 0.5,
    __run_num__: 0,
    name: '/etc/x',
  },
  'file_|-key_|-/etc/key_|-managed': {
    result: null,
    comment: 'would be updated',
    changes: { diff: '--- old\n+++ new\n@@ -1 +1 @@\n-a\n+b\n' },
    duration: 1,
    __run_num__: 2,
    name: '/etc/key',
  },
  'service_|-web_|-web_|-running': {
    result: false,
    comment: 'unit web does not exist\nunit webb does',
    changes: {},
    duration: 2,
    __run_num__: 3,
    name: 'web',
    warnings: ['x is old'],
  },
});

const diagnostics = JSON.stringify([
  {
    severity: 'error',
    code: 'sls.unknown-function',
    summary: 'there is no state function file.manged',
    detail: 'did you mean file.managed?',
    at: { file: 'bad.sls', line: 2, column: 3 },
    excerpt: '> 2 |   file.manged: []\n    |   ^',
  },
  {
    severity: 'warning',
    code: 'yaml.boolean',
    summary: 'yes is a boolean',
    at: { file: 'bad.sls', line: 9, column: 0 },
  },
]);

const goldens: { name: string; answer: Return; style?: Partial<ReturnStyle>; text: string }[] = [
  { name: 'a boolean', answer: answer('true'), text: 'web1:\n    True' },
  { name: 'nothing', answer: answer('null'), text: 'web1:\n    None' },
  {
    name: 'a float and a big integer',
    answer: answer('[1.0,18446744073709551616]'),
    text: 'web1:\n    - 1.0\n    - 18446744073709551616',
  },
  { name: 'lines of output', answer: answer('"a\\nb\\n"'), text: 'web1:\n    a\n    b' },
  {
    name: 'an escape sequence, shown and not obeyed',
    answer: answer('"\\u001b[2Jgone"'),
    text: 'web1:\n    \\x1b[2Jgone',
  },
  {
    name: 'containers in containers',
    answer: answer('{"a":{"b":1,"e":{}},"l":["x",{"k":"v"},["y"],[]]}'),
    text: [
      'web1:',
      '    ----------',
      '    a:',
      '        ----------',
      '        b:',
      '            1',
      '        e:',
      '            {}',
      '    l:',
      '        - x',
      '        |_',
      '          ----------',
      '          k:',
      '              v',
      '        |_',
      '          - y',
      '        - []',
    ].join('\n'),
  },
  {
    name: 'text of several lines stands below the name, so that tables keep their columns',
    answer: { ...answer('"UNIT  LOAD\\na     loaded"'), out: 'txt' },
    text: 'web1:\n    UNIT  LOAD\n    a     loaded',
  },
  { name: 'text of one line', answer: { ...answer('"active"'), out: 'txt' }, text: 'web1: active' },
  { name: 'txt', answer: answer('{"a":1}'), style: { out: 'txt' }, text: 'web1: {"a":1}' },
  {
    name: 'yaml',
    answer: answer('{"a":[1.0,"yes","0644",18446744073709551616],"b":"x\\ny\\n"}'),
    style: { out: 'yaml' },
    text: 'web1:\n  a:\n    - 1.0\n    - "yes"\n    - "0644"\n    - 18446744073709551616\n  b: |\n    x\n    y',
  },
  {
    name: 'a line of ndjson',
    answer: answer('{"a":[1.0,18446744073709551616]}', { retcode: 2 }),
    style: { out: 'ndjson' },
    text: '{"minion":"web1","retcode":2,"value":{"a":[1.0,18446744073709551616]}}',
  },
  {
    name: 'a refusal as a line of ndjson',
    answer: answer(undefined, { retcode: 1, fault: { code: 'busy', message: 'a run\nis going on' } }),
    style: { out: 'ndjson' },
    text: '{"minion":"web1","retcode":1,"fault":{"code":"busy","message":"a run\\nis going on"}}',
  },
  { name: 'a table of one', answer: answer('{"a":1}'), style: { out: 'table' }, text: 'MINION  a\nweb1    1' },
  {
    name: 'a fault',
    answer: answer(undefined, {
      success: false,
      retcode: 1,
      fault: { code: 'unknown-function', message: 'there is no function test.pingg; did you mean test.ping?' },
    }),
    text: 'web1:\n    there is no function test.pingg; did you mean test.ping? [unknown-function]',
  },
  {
    name: 'diagnostics',
    answer: answer(diagnostics, { out: 'errors', retcode: 5, success: false }),
    text: [
      'web1:',
      '    bad.sls:2:3: error: there is no state function file.manged [sls.unknown-function]',
      '      did you mean file.managed?',
      '      > 2 |   file.manged: []',
      '          |   ^',
      '',
      '    bad.sls:9: warning: yes is a boolean [yaml.boolean]',
      '    1 error; nothing was run',
    ].join('\n'),
  },
  {
    name: 'a fault that carries diagnostics',
    answer: answer(undefined, {
      fault: {
        code: 'pillar-failed',
        message: 'the pillar does not render',
        details: { diagnostics: JSON.parse(diagnostics).slice(0, 1) },
      },
      success: false,
      retcode: 5,
    }),
    text: [
      'web1:',
      '    bad.sls:2:3: error: there is no state function file.manged [sls.unknown-function]',
      '      did you mean file.managed?',
      '      > 2 |   file.manged: []',
      '          |   ^',
      '    1 error; nothing was run',
    ].join('\n'),
  },
  {
    name: 'a state run that was refused',
    answer: answer('["a run is going on"]', { out: 'highstate' }),
    text: 'web1:\n    - a run is going on',
  },
  {
    name: 'a state run in full',
    answer: answer(run, { out: 'highstate' }),
    text: [
      'web1:',
      '----------',
      '          ID: /etc/x',
      '    Function: file.managed',
      '      Result: True',
      '     Comment: is as wanted',
      '     Started: 10:00:00.000000',
      '    Duration: 0.500 ms',
      '     Changes:',
      '----------',
      '          ID: second',
      '    Function: cmd.run',
      '        Name: echo hi',
      '      Result: True',
      '     Comment: ran',
      '     Started: 10:00:00.100000',
      '    Duration: 4.250 ms',
      '     Changes:',
      '              ----------',
      '              pid:',
      '                  7',
      '              stdout:',
      '                  hi',
      '                  there',
      '----------',
      '          ID: key',
      '    Function: file.managed',
      '        Name: /etc/key',
      '      Result: None',
      '     Comment: would be updated',
      '    Duration: 1.000 ms',
      '     Changes:',
      '              ----------',
      '              diff:',
      '                  --- old',
      '                  +++ new',
      '                  @@ -1 +1 @@',
      '                  -a',
      '                  +b',
      '----------',
      '          ID: web',
      '    Function: service.running',
      '      Result: False',
      '     Comment: unit web does not exist',
      '              unit webb does',
      '    Duration: 2.000 ms',
      '     Warning: x is old',
      '     Changes:',
      '',
      'Summary for web1',
      '----------------',
      'Succeeded:    2 (changed=1)',
      'Failed:       1',
      'Would change: 1',
      'Warnings:     1',
      '----------------',
      'Total states run: 4',
      'Total run time:   7.750 ms',
    ].join('\n'),
  },
  {
    name: 'a state run, one line each',
    answer: answer(run, { out: 'highstate' }),
    style: { stateOutput: 'terse' },
    text: [
      'web1:',
      '  Name: /etc/x - Function: file.managed - Result: Clean - Duration: 0.500 ms',
      '  Name: echo hi - Function: cmd.run - Result: Changed - Duration: 4.250 ms',
      '  Name: /etc/key - Function: file.managed - Result: Differs - Duration: 1.000 ms',
      '  Name: web - Function: service.running - Result: Failed - Duration: 2.000 ms',
      '',
      'Summary for web1',
      '----------------',
      'Succeeded:    2 (changed=1)',
      'Failed:       1',
      'Would change: 1',
      'Warnings:     1',
      '----------------',
      'Total states run: 4',
      'Total run time:   7.750 ms',
    ].join('\n'),
  },
];

describe('a return as data', () => {
  it('is its value', () => {
    expect(toPlain(returnValue(answer('{"a":[1]}')))).toEqual({ a: [1] });
    expect(returnValue(answer(undefined))).toBeNull();
  });

  it('is the list of diagnostics where a compile or a pillar was refused, whoever refused it', () => {
    const list = JSON.parse(diagnostics) as unknown[];
    const fault = {
      code: 'pillar-failed',
      message: 'the pillar does not render',
      details: { diagnostics: list },
    } as const;
    expect(toPlain(returnValue(answer(diagnostics, { out: 'errors', retcode: 5 })))).toEqual(list);
    expect(toPlain(returnValue(answer(undefined, { fault, retcode: 5 })))).toEqual(list);
    expect(list.map((item) => readDiagnostic(item))).toEqual(list);
  });

  it('is the fault where anything else was refused', () => {
    const fault = { code: 'busy', message: 'a run is going on' } as const;
    expect(toPlain(returnValue(answer(undefined, { fault })))).toEqual({ fault });
  });
});

describe('a plan', () => {
  const planned = JSON.stringify({
    'file_|-old_|-/old_|-absent': {
      ...{ result: null, comment: 'would remove', changes: { removed: '/old' }, name: '/old', __run_num__: 0 },
      ...{ destroys: ['remove the directory /old'], start_time: '10:00:00.000000', duration: 1 },
    },
    __plan__: '[1,[],[]]',
  });
  const of = answer(planned, { function: 'state.plan', out: 'highstate' });

  it('is shown as the dry run that it is, and says what is destroyed', async () => {
    const text = await formatReturn('web1', of, style);
    expect(text).toContain('    Destroys: remove the directory /old');
    expect(text).toMatch(/Would change: +1\nDestroys: +1\n/);
    expect(text).not.toContain('__plan__');
  });

  it('shows to nobody by what its minion knows it again', () => {
    expect(Object.keys(toPlain(returnValue(of)) as object)).toEqual(['file_|-old_|-/old_|-absent']);
  });
});

describe('a return, shown', () => {
  it.each(goldens)('$name', async ({ answer, style: more, text }) => {
    expect(await formatReturn('web1', answer, { ...style, ...more })).toBe(text);
  });

  it('with `changes`, what changed, failed or would change is shown in full and the rest in a line', async () => {
    const text = await formatReturn('web1', answer(run, { out: 'highstate' }), { ...style, stateOutput: 'changes' });
    expect(text).toContain('  Name: /etc/x - Function: file.managed - Result: Clean');
    expect(text.match(/^ +ID: .*$/gm)?.map((line) => line.trim())).toEqual(['ID: second', 'ID: key', 'ID: web']);
  });

  it('with `mixed`, what failed is shown in full and the rest in a line', async () => {
    const text = await formatReturn('web1', answer(run, { out: 'highstate' }), { ...style, stateOutput: 'mixed' });
    expect(text).toContain('  Name: /etc/key - Function: file.managed - Result: Differs');
    expect(text.match(/^ +ID: .*$/gm)?.map((line) => line.trim())).toEqual(['ID: web']);
  });

  it.each([
    ['full', ['second', 'key', 'web']],
    ['changes', ['second', 'key', 'web']],
    ['mixed', ['echo hi', '/etc/key', 'web']],
    ['terse', ['echo hi', '/etc/key', 'web']],
  ] as const)('with %s and without what is in order, that is counted', async (stateOutput, left) => {
    const wanted = { ...style, stateOutput, stateVerbose: false };
    const text = await formatReturn('web1', answer(run, { out: 'highstate' }), wanted);
    expect([...text.matchAll(/^ +(?:ID|Name): ([^\n]*?)(?: - .*)?$/gm)].map(([, name]) => name)).toEqual(
      expect.arrayContaining([...left]),
    );
    expect(text).not.toContain('/etc/x');
    expect(text).toContain(
      'Succeeded:    2 (changed=1)\nIn order:     1 (not shown; --state-verbose=true shows them)\nFailed:       1\n',
    );
    expect(text).toContain('Total states run: 4\n');
  });

  it('a warning of a state in order is shown', async () => {
    const warned = JSON.stringify({
      'file_|-x_|-/etc/x_|-managed': { result: true, comment: 'fine', changes: {}, warnings: ['x is old'] },
      'file_|-y_|-/etc/y_|-managed': { result: true, comment: 'fine', changes: {}, __run_num__: 1 },
    });
    const text = await formatReturn('web1', answer(warned, { out: 'highstate' }), { ...style, stateVerbose: false });
    expect(text).toContain('     Warning: x is old');
    expect(text).not.toContain('/etc/y');
    expect(text).toContain('In order:     1 (');
  });

  it.each([
    ['full', undefined, ['diff:', '--- old', '+++ new', '@@ -1 +1 @@', '-a', '+b']],
    ['full', false, ['diff:', 'not shown, 5 lines (+1 -1)']],
    ['terse', undefined, []],
    ['terse', true, ['diff:', '--- old', '+++ new', '@@ -1 +1 @@', '-a', '+b']],
  ] as const)('with %s and diff=%s its diffs are shown so', async (stateOutput, diff, lines) => {
    const wanted = { ...style, stateOutput, ...(diff !== undefined && { diff }) };
    const text = await formatReturn('web1', answer(run, { out: 'highstate' }), wanted);
    const shown = text.split('\n').map((line) => line.trim());
    expect(shown.filter((line) => /^(diff:|not shown|---? |\+\+\+ |@@|[-+][ab]$)/.test(line))).toEqual(lines);
  });

  it('several minions share one text: no time of day, no process, the longest durations', async () => {
    const shared = { minions: 3, longest: [0.5, 10, 1, 2] };
    const text = await formatReturn('a, b, c (3 minions)', answer(run, { out: 'highstate' }), { ...style, shared });
    expect(text).not.toMatch(/Started:|pid:/);
    expect(text).toContain('a, b, c (3 minions):\n----------\n');
    expect(text).toContain('    Duration: up to 10.000 ms');
    expect(text).toContain('Summary for 3 minions, each\n---------------------------\n');
    expect(text).toContain('Total run time:   up to 13.500 ms');
  });

  it('colours say what happened, and taken away leave the plain text', async () => {
    const text = await formatReturn('web1', answer(run, { out: 'highstate' }), { ...style, paint: coloured });
    expect(text).toContain('\u001b[31m     Comment: unit web does not exist');
    expect(text.replace(/\u001b\[[0-9]+m/g, '')).toBe(
      await formatReturn('web1', answer(run, { out: 'highstate' }), style),
    );
  });
});
