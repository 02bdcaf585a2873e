import assert from 'node:assert/strict';
import { casesOf, refused } from './cases.js';
import type { ContractCase, MakeHost } from './contracts.js';

export function commandsContract(make: MakeHost): ContractCase[] {
  return casesOf(make, {
    'a command that succeeds, one that fails, and its output': async ({ commands }) => {
      assert.equal((await commands.run('true')).exitCode, 0);
      assert.equal((await commands.run(['false'])).exitCode, 1);
      const result = await commands.run('exit 3');
      assert.deepEqual(
        [result.exitCode, result.timedOut, result.truncated, result.signal],
        [3, false, false, undefined],
      );
      const echo = await commands.run('echo one two');
      assert.deepEqual([echo.stdout, echo.stderr, echo.all], ['one two', '', 'one two\n']);
      assert.ok(echo.pid > 0 && echo.duration >= 0);
    },
    'a shell does not find an unknown program; a list is refused': async ({ commands }) => {
      const result = await commands.run('fleet-no-such-program --now');
      assert.equal(result.exitCode, 127);
      assert.match(result.stderr, /not found/);
      await refused('ENOENT', commands.run(['fleet-no-such-program']));
    },
    'a directory or an account that does not exist is refused': async ({ commands }, at) => {
      await refused('ENOENT', commands.run('true', { cwd: `${at}/none` }));
      await refused('ENOENT', commands.run('true', { runas: 'fleet-nobody-here' }));
      assert.equal((await commands.probe('true', { cwd: at })).exitCode, 0);
    },
    'conditions see the files': async ({ commands, files }, at) => {
      await files.write(`${at}/a`, 'x');
      const codes = [`test -e ${at}/a`, `test -d ${at}/a`, `test ! -f ${at}/none`].map(
        async (line) => (await commands.probe(line)).exitCode,
      );
      assert.deepEqual(await Promise.all(codes), [0, 1, 0]);
    },
    'output is told as it comes': async ({ commands }) => {
      const told: string[] = [];
      await commands.run('echo one', { onOutput: (stream, text) => told.push(`${stream}:${text.trim()}`) });
      assert.deepEqual(told, ['stdout:one']);
    },
    'which names absolute paths': async ({ commands }) => {
      assert.match((await commands.which('sh')) ?? '', /^\/.*\/sh$/);
      assert.equal(await commands.which('fleet-no-such-program'), undefined);
    },
  });
}
