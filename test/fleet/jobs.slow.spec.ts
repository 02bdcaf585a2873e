import { spawn } from 'node:child_process';
import { rmdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bin, type runProgram } from '../lab/fleet.mjs';
import { FleetHere } from './fleet-here.js';

/** The programs as they are installed: jobs that are left, found again, ended and repeated. */
describe('jobs in the hand', () => {
  let here: FleetHere;
  const ids = ['web1', 'web2'];

  const fleetctl = (...args: string[]): ReturnType<typeof runProgram> => here.fleet.fleetctl(...args);

  beforeAll(async () => {
    here = await FleetHere.make({ 'states/wait.sls': 'wait:\n  cmd.run:\n    - name: sleep 300\n' });
    await here.fleet.start();
    for (const id of ids) await here.join(id);
  });

  afterAll(() => here?.stop());

  async function begin(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await fleetctl(...args, '--async');
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\d{20}\n$/) });
    expect(stderr).toContain(`fleetctl jobs attach ${stdout.trim()} comes back to it`);
    return stdout.trim();
  }

  async function until(happened: () => Promise<boolean>): Promise<void> {
    let why: unknown;
    for (let turn = 0; turn < 300; turn += 1) {
      // A master that is too busy to answer in time gives a sentence in the place of data.
      const so = await happened().catch((error: unknown) => {
        why = error;
        return false;
      });
      if (so) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('it did not happen', { cause: why });
  }

  const standings = async (jid: string): Promise<string[]> => {
    const { stdout } = await fleetctl('jobs', 'running', '--out', 'json');
    const { minions: rows } = JSON.parse(stdout) as { minions: { jobs: { jid: string; stands: string }[] }[] };
    return rows.flatMap(({ jobs }) => jobs.filter((job) => job.jid === jid).map(({ stands }) => stands));
  };
  const runs = (jid: string): Promise<void> => until(async () => (await standings(jid)).includes('running'));

  it('are begun, left alone, and found again', async () => {
    const go = here.at('go');
    const jid = await begin(
      'web1',
      'cmd.run',
      `for i in $(seq 300); do test -e ${go} && break; sleep 0.1; done; echo over`,
    );
    await runs(jid);
    const attached = fleetctl('jobs', 'attach', jid);
    await writeFile(go, '');
    expect(await attached).toMatchObject({ code: 0, stdout: 'web1: over\n' });
  });

  it('are begun as data: the jid and whom it is for', async () => {
    const { code, stdout, stderr } = await fleetctl('web*', 'test.ping', '--async', '--out', 'json');
    expect({ code, stderr, begun: JSON.parse(stdout) }).toEqual({
      code: 0,
      stderr: '',
      begun: { jid: expect.stringMatching(/^\d{20}$/), minions: ids },
    });
    expect(await fleetctl('nobody', 'test.ping', '--async')).toMatchObject({ code: 3, stdout: '' });
  });

  it('are ended where they run, and say so for each minion', async () => {
    const jid = await begin('web*', 'cmd.run', 'echo begun; sleep 300');
    await until(async () => (await standings(jid)).filter((stands) => stands === 'running').length === 2);
    const ended = /^(web[12]): ended: SIGTERM sent to its process group \d+$/;
    const { code, stdout, stderr } = await fleetctl('jobs', 'kill', jid);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n')).toEqual([expect.stringMatching(ended), expect.stringMatching(ended)]);
    expect(await standings(jid)).toEqual([]);
    expect((await fleetctl('jobs', 'show', jid)).stdout).toMatch(/2 of 2 returned, 2 failed; from .* to /);
    expect(await fleetctl('jobs', 'kill', jid)).toMatchObject({ code: 1, stderr: expect.stringMatching(/has ended/) });
  });

  it('that wait behind a state run are shown to wait, and are ended without having begun', async () => {
    const first = await begin('web1', 'state.apply', 'wait', 'queue=True');
    await runs(first);
    const second = await begin('web1', 'state.apply', 'wait', 'queue=True');
    await until(async () => (await standings(second)).includes('waiting'));
    const { stdout } = await fleetctl('jobs', 'running', 'web1');
    expect(stdout).toMatch(new RegExp(`web1 +${first} +running for .*\\n +${second} +waiting for .*\\n$`));
    for (const jid of [second, first])
      expect(await fleetctl('jobs', 'kill', jid)).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^web1: ended/),
      });
  });

  it('are repeated for those that failed', async () => {
    const lock = here.at('lock');
    // Both are on this machine: one of them is too late.
    const { code } = await fleetctl('web*', 'cmd.run', `mkdir ${lock}`);
    expect(code).toBe(1);
    const { stdout: list } = await fleetctl('jobs', 'list', '--outcome', 'partial', '-n', '1', '--out', 'json');
    const [{ jid }] = (JSON.parse(list) as { jobs: [{ jid: string }] }).jobs;
    await rmdir(lock);
    const again = await fleetctl('jobs', 'rerun', jid, '--failed');
    expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/^web[12]:/) });
    expect(again.stdout.match(/^web/gm)).toHaveLength(1);
    const other = await fleetctl('jobs', 'rerun', jid, '--async', '-q');
    expect(other).toMatchObject({ code: 0, stderr: '' });
    await until(async () =>
      (await fleetctl('jobs', 'show', other.stdout.trim())).stdout.includes('2 of 2 returned, 2 failed'),
    );
    expect((await fleetctl('jobs', 'show', other.stdout.trim())).stdout).toContain(`repeats job ${jid}`);
  });

  it.each([
    ['any key leaves at once', ['\u0003', 'x'], 4, /left; the job goes on: fleetctl jobs watch/],
    ['nothing leaves after three seconds', ['\u0003'], 4, /left; the job goes on/],
    ['a second one asks, and no is no', ['\u0003', '\u0003', 'n\r'], 4, /wherever it runs\?[^]*left; the job goes on/],
    ['a second one asks, and yes ends it', ['\u0003', '\u0003', 'y\r'], 1, /web1: ended: SIGTERM sent/],
  ])('Ctrl-C in the hand: %s', async (_what, keys, code, shown) => {
    const jid = await begin('web1', 'cmd.run', 'echo begun; sleep 300');
    await runs(jid);
    const { code: left, text } = await typed(`jobs attach ${jid}`, keys);
    expect({ left, text }).toEqual({ left: code, text: expect.stringMatching(shown) });
    expect(await standings(jid)).toEqual(code === 1 ? [] : ['running']);
    if (code !== 1) expect((await fleetctl('jobs', 'kill', jid, '--signal', 'KILL')).code).toBe(0);
  });

  /** In a terminal; each key is typed when something new has been said since the one before. */
  function typed(words: string, keys: readonly string[]): Promise<{ code: number | null; text: string }> {
    const shell = `stty cols 200 rows 30; exec '${bin('fleetctl')}' ${words}`;
    const child = spawn('script', ['--quiet', '--flush', '--return', '--command', shell, '/dev/null'], {
      env: {
        ...process.env,
        ...{ FLEET_ROOT: here.fleet.options.root, NO_COLOR: '1', TERM: 'xterm', SHELL: '/bin/bash' },
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8');
    let said = '';
    const cues = [/web1 +\d+:\d\d/, /leaving in 3 s/, /wherever it runs\?/];
    const left = [...keys];
    child.stdout.on('data', (data: string) => {
      // What is painted and taken back stays in the words; where it stood is not asked here.
      said += data.replace(/\u001b\[[0-9;?]*[A-Za-z]|\r/g, '');
      const cue = cues[keys.length - left.length];
      if (left.length > 0 && cue?.test(said)) child.stdin.write(left.shift() as string);
    });
    return new Promise((resolve) => {
      child.once('close', (code) => resolve({ code, text: said }));
    });
  }
});
