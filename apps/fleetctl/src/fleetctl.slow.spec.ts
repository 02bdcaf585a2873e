import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeMaster, jid } from '../test-support/fake-master.js';

const top = fileURLToPath(new URL('../../..', import.meta.url));
const program = `${top}/dist/bin/fleetctl`;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('fleetctl, the program, against a real bus', () => {
  let master: FakeMaster;

  function start(args: readonly string[], environment: Record<string, string> = {}): ReturnType<typeof spawn> {
    return spawn(program, args, {
      env: { ...process.env, FLEET_ROOT: master.root, TZ: 'UTC', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  function ended(child: ReturnType<typeof spawn>): Promise<Ended> {
    let [stdout, stderr] = ['', ''];
    child.stdout?.on('data', (data) => (stdout += data));
    child.stderr?.on('data', (data) => (stderr += data));
    return new Promise((resolve) => void child.on('close', (code) => resolve({ code, stdout, stderr })));
  }

  const fleetctl = (...args: string[]): Promise<Ended> => ended(start(args));

  beforeAll(async () => {
    const built = spawnSync(process.execPath, [`${top}/build/build.mjs`, 'fleetctl'], { encoding: 'utf8' });
    if (built.status !== 0) throw new Error(built.stdout + built.stderr);
    master = await FakeMaster.start();
  }, 60_000);

  afterAll(async () => {
    await master?.stop();
  });

  it('shows returns in the order of ids, and nothing else', async () => {
    expect(await fleetctl('*', 'test.ping')).toEqual({
      code: 0,
      stdout: 'web1:\n    True\nweb2:\n    True\n',
      stderr: '',
    });
  });

  it('sends arguments exactly, and shows them as JSON', async () => {
    const { stdout } = await fleetctl(
      '*',
      'test.arg',
      'a',
      '18446744073709551616',
      '[1.0]',
      'test=True',
      '--out',
      'json',
    );
    expect(stdout.replace(/\s+/g, '')).toBe('{"web1":{"test":true},"web2":["a",18446744073709551616,[1.0]]}');
    expect(master.asked.at(-1)).toEqual({
      method: 'job_create',
      body: {
        target: { type: 'glob', expression: '*' },
        function: 'test.arg',
        args: '["a",18446744073709551616,[1.0]]',
        kwargs: '{"test":true}',
        watch: true,
      },
    });
  });

  it('names the silent', async () => {
    expect(await fleetctl('*', 'test.silent')).toEqual({
      code: 4,
      stdout: 'web2:\n    True\n',
      stderr: 'web1 did not answer: never connected\n',
    });
  });

  it.each([
    [['nobody', 'test.ping'], 3, 'no minion matches nobody [no-match]\n'],
    [['*', 'test.denied'], 6, 'spec may not run test.denied [not-allowed]\n'],
    [['jobs', 'show', jid], 1, 'there is no job_show here [not-found]\n'],
  ])('%j is refused by the master', async (args, code, stderr) => {
    expect(await fleetctl(...args)).toEqual({ code, stdout: '', stderr });
  });

  it('Ctrl-C leaves the job alone and says how to come back', async () => {
    const child = start(['*', 'test.slow']);
    const end = ended(child);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.kill('SIGINT');
    expect(await end).toEqual({
      code: 4,
      stdout: 'web1:\n    True\n',
      stderr: `left; the job goes on: fleetctl jobs show ${jid}\n`,
    });
  });

  it('a reader who has seen enough ends it quietly', async () => {
    const shell = spawn('bash', ['-c', `"${program}" '*' test.long | head -1; echo "\${PIPESTATUS[0]}"`], {
      env: { ...process.env, FLEET_ROOT: master.root },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { stdout, stderr } = await ended(shell);
    expect({ stdout, stderr }).toEqual({ stdout: 'web1:\n0\n', stderr: '' });
  });

  it('shows keys, accepts them, shows who is up, makes tokens', async () => {
    expect((await fleetctl('key', 'list')).stdout).toMatch(
      /^MINION {2}STATE {5}FINGERPRINT {2}INCARNATION .*\nweb1 {4}pending {3}CCCC DDDD .*\nweb2 {4}accepted {2}AAAA BBBB .*\n$/,
    );
    expect(await fleetctl('key', 'accept', '-A')).toEqual({ code: 0, stdout: 'accepted web1 CCCC DDDD\n', stderr: '' });
    expect(master.asked.at(-1)).toEqual({ method: 'key_accept', body: { allPending: true } });
    expect((await fleetctl('status')).stdout).toMatch(
      /^master 0\.1\.0, up for .*; 1 of 2 minions up\nMINION {2}STATE .*\nweb1 {4}never connected\nweb2 {4}up .*0\.1\.0\n$/,
    );
    expect(await fleetctl('token', 'create', '--lifetime', '2h')).toMatchObject({ code: 0, stdout: 'TOKEN\n' });
    expect(master.asked.at(-1)?.body).toEqual({ lifetime: 7_200_000 });
  });

  it('without a profile says how to get one', async () => {
    const { code, stderr } = await fleetctl('--root', '/nonexistent', 'status');
    expect(code).toBe(2);
    expect(stderr).toMatch(/\/nonexistent\/etc\/fleet\/fleetctl\.json.*fleet-master init.*--config/);
  });

  it('with a bus and no master says so; without a bus too', async () => {
    const other = await FakeMaster.start();
    try {
      const ping = (): Promise<Ended> => ended(start(['*', 'test.ping'], { FLEET_ROOT: other.root }));
      await other.leave();
      expect(await ping()).toMatchObject({
        code: 4,
        stdout: '',
        stderr: expect.stringMatching(/the bus .* is up, and no master is/),
      });
      await other.stopServer();
      expect(await ping()).toMatchObject({
        code: 4,
        stdout: '',
        stderr: expect.stringMatching(/nobody answers at nats:.*fleet-master run/),
      });
    } finally {
      await other.stop();
    }
  });
});
