import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { linuxHost, memoryHost } from '@fleet/platform';
import { tryState } from '../try-state.js';

let scratch: string;
const host = linuxHost();

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'fleet-states-cmd-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

const run = (args: Record<string, unknown>, more: { test?: boolean; watch?: boolean } = {}) =>
  tryState({ state: 'cmd.run', host, args, ...more });

describe('cmd.run', () => {
  it('answers pid, exit code and output', async () => {
    const done = await run({ name: 'echo out; echo err >&2' });
    expect(done).toMatchObject({
      result: true,
      comment: 'Command "echo out; echo err >&2" run',
      changes: { retcode: 0, stdout: 'out', stderr: 'err' },
    });
    expect(done.changes['pid']).toBeGreaterThan(0);
  });

  it('fails with the exit code, what the command said, and the changes', async () => {
    const done = await run({ name: 'echo lost >&2; exit 3' });
    expect(done).toMatchObject({
      result: false,
      comment: 'could not run "echo lost >&2; exit 3": exit code 3: lost',
      changes: { retcode: 3, stderr: 'lost' },
    });
  });

  it('takes listed exit codes for success', async () => {
    expect(await run({ name: 'exit 3', success_retcodes: [3] })).toMatchObject({
      result: true,
      changes: { retcode: 0 },
    });
    expect(await run({ name: 'exit 4', success_retcodes: 3 })).toMatchObject({ result: false });
  });

  it('has directory, environment, standard input and umask', async () => {
    expect(
      await run({
        name: 'read line; echo $FOO $PWD $line',
        cwd: scratch,
        env: [{ FOO: 'bar' }, { N: 1 }],
        stdin: 'in\n',
      }),
    ).toMatchObject({ changes: { stdout: `bar ${scratch} in` } });
    await run({ name: `touch ${scratch}/masked`, umask: '077' });
    expect((await stat(`${scratch}/masked`)).mode & 0o777).toBe(0o600);
  });

  it('is ended when its time is over', async () => {
    expect(await run({ name: 'sleep 60', timeout: '100ms' })).toMatchObject({
      result: false,
      comment: expect.stringContaining('longer than 0.1 s'),
      changes: { retcode: 1, stdout: 'sleep 60 : Timed out after 0.1 seconds' },
    });
  });

  it('shows the beginning and the end of a long output: a run has one return for all its chunks', async () => {
    const done = await run({ name: 'seq 1 100000' });
    const stdout = String(done.changes['stdout']);
    expect(stdout).toMatch(/^1\n2\n[\d\n]*\n\[… \d+ characters left out …\]\n\d+\n[\d\n]*\n100000$/);
    expect(stdout.length).toBeLessThan(34_000);
    // Whole lines only.
    expect(/\n(\d+)\n\[… \d+ characters left out …\]\n(\d{5})\n/.exec(stdout)?.slice(1)).toEqual([
      expect.stringMatching(/^\d{4}$/),
      expect.stringMatching(/^9\d{4}$/),
    ]);
    expect((await run({ name: 'head -c 300000 /dev/zero | tr "\\0" x' })).changes['stdout']).toMatch(/^x+\n\[… /);
  });

  it('in test mode runs nothing', async () => {
    const done = await run({ name: `touch ${scratch}/never` }, { test: true });
    expect(done).toMatchObject({ result: null, comment: `Command "touch ${scratch}/never" would have been executed` });
    expect(await host.files.stat(`${scratch}/never`)).toBeUndefined();
  });

  it('runs nothing where what it creates exists', async () => {
    const args = { name: `echo x >> ${scratch}/made`, creates: `${scratch}/made` };
    expect((await run(args)).changes['retcode']).toBe(0);
    expect(await run(args)).toMatchObject({ result: true, changed: [], comment: `${scratch}/made exists` });
    expect(await readFile(`${scratch}/made`, 'utf8')).toBe('x\n');
  });

  it('asks the test command of a stateful one in a dry run, and the real one else', async () => {
    const stateful = [{ test_name: 'echo "changed=yes comment=\'two files\'"' }];
    const command = { name: 'echo "changed=no comment=done"', stateful };
    expect(await run(command, { test: true })).toMatchObject({ result: null, comment: 'two files' });
    expect(await run(command)).toMatchObject({ result: true, comment: 'done' });
    expect(await run({ ...command, stateful: [{ test_name: 'echo changed=no' }] }, { test: true })).toMatchObject({
      result: true,
      changed: [],
    });
    expect(await run({ ...command, stateful: [{ test_name: 'false' }] }, { test: true })).toMatchObject({
      result: false,
      comment: expect.stringContaining('cannot tell what would change'),
    });
  });

  it('lets a stateful command say what changed', async () => {
    expect(
      await run({ name: 'echo working; echo "changed=yes comment=\'all done\' files=3"', stateful: true }),
    ).toMatchObject({ result: true, comment: 'all done', changes: { files: '3' } });
    expect(await run({ name: 'echo \'{"changed": false, "comment": "same"}\'', stateful: true })).toMatchObject({
      result: true,
      comment: 'same',
      changed: [],
    });
    expect(await run({ name: 'echo hello', stateful: true })).toMatchObject({
      result: false,
      comment: expect.stringContaining('changed=yes or changed=no'),
    });
  });

  it('hides the output on request, in failures too', async () => {
    const done = await run({ name: 'echo hunter2; exit 1', hide_output: true });
    expect(JSON.stringify({ ...done, comment: done.comment.replace(/could not run "[^"]*"/, '') })).not.toContain(
      'hunter2',
    );
    expect(done.changes['stdout']).toBeUndefined();
  });

  it('gives an empty variable for none', async () => {
    expect(await run({ name: 'echo "[$A]"', env: { A: null } })).toMatchObject({ changes: { stdout: '[]' } });
  });

  it('names a directory that does not exist', async () => {
    expect(await run({ name: 'true', cwd: '/nope' })).toMatchObject({
      result: false,
      comment: 'the directory /nope does not exist',
    });
  });
});

describe('cmd.wait', () => {
  it('does nothing, and runs when what it watches has changed', async () => {
    const trial = { state: 'cmd.wait', host, args: { name: 'echo hi' } };
    expect(await tryState(trial)).toMatchObject({ result: true, changed: [] });
    expect(await tryState({ ...trial, watch: true })).toMatchObject({ result: true, changes: { stdout: 'hi' } });
  });
});

describe('cmd.script', () => {
  it('runs a script of the tree with its arguments, rendered, and leaves no copy', async () => {
    const tree = { 's.sh': '#!/bin/sh\necho got $1 $2 {{ pillar.p }} $0\n' };
    const done = await tryState({
      state: 'cmd.script',
      host,
      tree,
      pillar: { p: 'pill' },
      args: { name: 's', source: 'salt://s.sh', args: ['one two', "it's"], template: 'jinja' },
    });
    expect(done.result).toBe(true);
    const [, , , , , copy] = String(done.changes['stdout']).split(' ');
    expect(String(done.changes['stdout'])).toMatch(/^got one two it's pill \//);
    expect(copy === undefined ? undefined : await host.files.stat(copy)).toBeUndefined();
  });

  it('refuses a script outside the tree', async () => {
    expect(await tryState({ state: 'cmd.script', host, args: { name: 'salt://../s.sh' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('leaves the root'),
    });
  });

  it('takes `user: root`, which public formulas write, and refuses any other account there', async () => {
    const host = memoryHost();
    expect(await tryState({ state: 'cmd.run', host, args: { name: 'true', user: 'root' } })).toMatchObject({
      result: true,
    });
    await expect(tryState({ state: 'cmd.run', host, args: { name: 'true', user: 'deploy' } })).rejects.toThrow(
      /`runas`/,
    );
  });
});
