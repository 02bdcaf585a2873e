import { describe, expect, it } from '@jest/globals';
import { linuxHost } from '@fleet/platform';
import type { Value } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';
import { shellWords } from './shell-words.js';

describe('the words of a command line', () => {
  it.each<[string, string[]]>([
    [`a  'b c' "d \\"e"`, ['a', 'b c', 'd "e']],
    [`x=1'2'"3" ''`, ['x=123', '']],
    ['a\\ b $HOME', ['a b', '$HOME']],
    ['  ', []],
  ])('%s', (line, words) => {
    expect(shellWords(line)).toEqual(words);
  });

  it.each(["it's", '"open', 'end\\'])('%s is malformed', (line) => {
    expect(shellWords(line)).toHaveProperty('malformed');
  });
});

describe('cmd, on this machine', () => {
  specsOf(
    {
      host: linuxHost(),
      tree: { 'run.sh': '#!/bin/sh\necho "$1 $(id -u)"\nexit 3\n', 'hi.sh': '#!/bin/sh\necho {{ name }}\n' },
    },
    [
      { call: 'cmd.run', positional: ['echo a | tr a b'], value: 'b' },
      { call: 'cmd.run', positional: ['echo a | tr a b'], named: { python_shell: false }, value: 'a | tr a b' },
      { call: 'cmd.run', positional: [['printf', '%s-', 'a b', 'c']], value: 'a b-c-' },
      { call: 'cmd.run', positional: ["printf 'a  \\n\\n'"], value: 'a' },
      { call: 'cmd.run', positional: ["printf 'a  \\n'"], named: { rstrip: false }, value: 'a  \n' },
      { call: 'cmd.run', positional: ['echo secret'], named: { hide_output: true }, value: '' },
      { call: 'cmd.run', positional: ['exit 3'], value: '', retcode: 1 },
      { call: 'cmd.run', positional: [true], value: '' },
      { call: 'cmd.run', positional: ['exit 3'], named: { ignore_retcode: true }, value: '' },
      { call: 'cmd.run', positional: ['exit 3'], named: { success_retcodes: [3] }, value: '' },
      {
        call: 'cmd.run',
        positional: ['echo no >&2; exit 3'],
        named: { raise_err: true },
        refused: ['failed', /ended with 3: no/],
      },
      {
        call: 'cmd.run',
        positional: ['echo hunter2 >&2; exit 3'],
        named: { raise_err: true, hide_output: true },
        refused: ['failed', /^the command ended with 3$/],
      },
      {
        call: 'cmd.run',
        positional: ['head -c 2000000 /dev/zero | tr "\\0" x'],
        value: expect.stringMatching(/^x{1048576}\n\[it printed more than 1 MiB: the rest is left out\]$/),
      },
      {
        call: 'cmd.run',
        positional: ["echo 'open"],
        named: { python_shell: false },
        refused: ['bad-arguments', /never closed/],
      },
      {
        call: 'cmd.run',
        positional: ['fleet-no-such-program'],
        named: { python_shell: false },
        refused: ['not-found', /fleet-no-such-program/],
      },
      { call: 'cmd.run', positional: ['echo $A'], named: { env: { A: 1 }, output_loglevel: 'quiet' }, value: '1' },
      { call: 'cmd.run_stdout', positional: ['echo a; echo b >&2'], value: 'a' },
      { call: 'cmd.run_stderr', positional: ['echo a; echo b >&2'], value: 'b' },
      { call: 'cmd.retcode', positional: ['exit 7'], value: 7 },
      { call: 'cmd.shell', positional: ['echo a | tr a b'], named: { python_shell: false }, value: 'b' },
      { call: 'cmd.exec_code', positional: ['sh', 'echo $1'], named: { args: 'x' }, value: 'x' },
      {
        call: 'cmd.script',
        positional: ['salt://run.sh', "'a b'"],
        value: { pid: expect.any(Number), retcode: 3, stdout: expect.stringMatching(/^a b \d+$/), stderr: '' },
        retcode: 1,
      },
      { call: 'cmd.script', positional: ['salt://nope.sh'], refused: ['not-found', /no salt:\/\/nope\.sh/] },
      { call: 'cmd.script_retcode', positional: ['salt://run.sh'], value: 3 },
    ],
  );

  it('tells what it prints while it runs, unless that is to be hidden', async () => {
    for (const [named, told] of [
      [[], ['one', 'two']],
      [[['hide_output', true]], []],
      [[['output_loglevel', 'quiet']], []],
    ] as const) {
      const heard: string[] = [];
      const host = linuxHost();
      const context = { ...specContext({}, host), progress: (text: string) => void heard.push(text) };
      const given = { positional: ['echo one; sleep 0.2; echo two >&2'], named: new Map<Value, Value>(named) };
      await callFunction(functionTable, 'cmd.run', given, host, context);
      expect(heard).toEqual(told);
    }
  });

  it('is run without a shell where a template calls it, as in Salt', async () => {
    const context = specContext({}, linuxHost());
    expect(await context.call('cmd.run', ['echo $HOME | cat'])).toBe('$HOME | cat');
    expect(await context.call('cmd.run', ['echo a | cat'], new Map([['python_shell', true]]))).toBe('a');
  });
});
