import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeMaster, jid } from '../test-support/fake-master.js';
import { TerminalEmulator } from '../test-support/terminal-emulator.js';

const program = fileURLToPath(new URL('../../../dist/bin/fleetctl', import.meta.url));

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
    master = await FakeMaster.start();
  });

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
    [
      ['nobody', 'test.ping'],
      3,
      'no minion matches nobody [no-match]\nfleetctl status shows the minions that there are\n',
    ],
    [
      ['*', 'test.denied'],
      6,
      'spec may not run test.denied [not-allowed]\nfleetctl operator list shows who holds which roles; an admin gives others: fleetctl operator roles NAME ROLES\n',
    ],
    [['jobs', 'show', jid], 1, 'there is no job_show here [not-found]\nfleetctl jobs list shows what there is\n'],
    [['-q', 'jobs', 'show', jid], 1, 'there is no job_show here [not-found]\n'],
  ])('%j is refused by the master', async (args, code, stderr) => {
    expect(await fleetctl(...args)).toEqual({ code, stdout: '', stderr });
  });

  const exits = [
    [0, ['*', 'test.ping']],
    [0, ['*', 'test.changed']],
    [1, ['*', 'test.false']],
    [2, ['*', 'test.ping', '--out', 'jsno']],
    [2, ['*', 'test.ping', '--group', '--out', 'json']],
    [3, ['nobody', 'test.ping']],
    [4, ['*', 'test.silent']],
    [5, ['*', 'test.uncompiled']],
    [6, ['*', 'test.denied']],
    [7, ['*', 'test.changed', '--detailed-exitcode']],
    [8, ['*', 'test.wipe']],
  ] as const;

  it.each(exits)('leaves with %d: %j', async (code, args) => {
    expect((await fleetctl(...args)).code).toBe(code);
  });

  it('every documented exit code is among them', async () => {
    const { stdout } = await fleetctl('--help');
    const documented = [...(stdout.split('Exit codes:')[1] ?? '').matchAll(/^ {2}(\d+) {2}/gm)].map(([, code]) =>
      Number(code),
    );
    expect(documented).toEqual([...new Set(exits.map(([code]) => code))]);
  });

  it.each([
    ['ndjson', ['{"minion":"web2","retcode":0,"value":true}', '{"minion":"web1","retcode":0,"value":true}']],
    ['table', ['MINION  VALUE', 'web1    True', 'web2    True']],
    ['txt', ['web1: True', 'web2: True']],
    ['yaml', ['web1: true', 'web2: true']],
    ['nested', ['web1:', '    True', 'web2:', '    True']],
    ['highstate', ['web1:', '    True', 'web2:', '    True']],
  ])('--out %s', async (out, lines) => {
    const { stdout, stderr } = await fleetctl('*', 'test.ping', '--out', out);
    const shown = stdout
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('{"job"'));
    expect({ shown, stderr }).toEqual({ shown: lines, stderr: '' });
  });

  it('Ctrl-C leaves the job alone and says how to come back', async () => {
    const child = start(['*', 'test.slow']);
    const end = ended(child);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.kill('SIGINT');
    expect(await end).toEqual({
      code: 4,
      stdout: 'web1:\n    True\n',
      stderr: `left; the job goes on: fleetctl jobs watch ${jid}, or jobs show ${jid}\n`,
    });
  });

  it.each([
    [20, 'web2 T not ackn…', '1/2 returned, T'],
    [80, 'web2 T not acknowledged yet', '1/2 returned, T, 1 not acknowledged yet, Ctrl-C leaves it running'],
    [200, 'web2 T not acknowledged yet', '1/2 returned, T, 1 not acknowledged yet, Ctrl-C leaves it running'],
  ])('on a terminal of %d columns shows what is done, and Ctrl-C takes it back', async (width, doing, count) => {
    const shell = `stty cols ${width} rows 24; exec '${program}' '*' test.slow`;
    const colours = width === 80;
    const child = spawn('script', ['--quiet', '--flush', '--return', '--command', shell, '/dev/null'], {
      env: { ...process.env, FLEET_ROOT: master.root, TERM: 'xterm', NO_COLOR: colours ? '' : '1', SHELL: '/bin/bash' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8');
    const screen = new TerminalEmulator(width, 24);
    let raw = '';
    let seen: string[] = [];
    child.stdout.on('data', (data: string) => {
      raw += data;
      screen.write(data);
      if (seen.length > 0 || !screen.screen.at(-1)?.startsWith('1/2 returned')) return;
      seen = screen.screen;
      child.stdin.write('\u0003');
    });
    const { code } = await ended(child);
    expect(seen.map((row) => row.replace(/\d:\d\d/g, 'T'))).toEqual([doing, count]);
    expect([code, screen.lines.map((row) => row.replace(/in [0-9.]+ s/, 'in T'))]).toEqual([
      4,
      [
        'web1:',
        '    True',
        '2 minions in T: 1 ok, 0 changed, 0 would change, 0 failed, 0 unreachable, 1 not answered yet',
        `left; the job goes on: fleetctl jobs watch ${jid}, or jobs show ${jid}`,
      ],
    ]);
    expect(/\u001b\[[0-9]+m/.test(raw)).toBe(colours);
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

  it.each([
    ['no home', { HOME: '', XDG_CONFIG_HOME: '', FLEET_ROOT: '' }, [], /no profile here|set HOME/],
    [
      'a profile that is not there',
      { FLEET_PROFILE: 'nope' },
      [],
      /there is no profile nope, which FLEET_PROFILE names/,
    ],
    ['two ways to name it', {}, ['--profile', 'x', '--root', '/y'], /exclude each other/],
    ['a profile of garbage', {}, ['-c', 'GARBAGE.json'], /not JSON/],
    ['a profile that is a list', {}, ['-c', 'LIST.json'], /not a mapping/],
    ['a folder in the place of a profile', {}, ['-c', 'FOLDER.json'], /cannot be read/],
  ])('%s is said in a sentence, and leaves with 2', async (_name, environment, words, says) => {
    writeFileSync(join(master.root, 'GARBAGE.json'), '\u0000\u0001\u00ff{"servers":');
    writeFileSync(join(master.root, 'LIST.json'), '[]');
    mkdirSync(join(master.root, 'FOLDER.json'), { recursive: true });
    const args = words.map((word) => (word.endsWith('.json') ? join(master.root, word) : word));
    const { code, stdout, stderr } = await ended(start([...args, 'status'], { HOME: master.root, ...environment }));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/defect|\n\s+at /);
  });

  it('credentials that others can read are said so, and work', async () => {
    const credentials = join(master.root, 'etc/fleet/operators/spec.creds');
    chmodSync(credentials, 0o640);
    const said = await fleetctl('*', 'test.ping');
    const quiet = await fleetctl('-q', '*', 'test.ping');
    chmodSync(credentials, 0o600);
    expect(said).toMatchObject({ code: 0, stderr: `others on this machine can be you: chmod 600 ${credentials}\n` });
    expect(quiet).toMatchObject({ code: 0, stderr: '' });
  });

  it.each([
    ['doc --list', ['doc', '--list']],
    ['help', ['--help']],
    ['completion', ['completion', 'bash']],
  ])('a reader of %s who has seen enough ends it quietly', async (_name, words) => {
    const shell = spawn(
      'bash',
      ['-c', `"${program}" ${words.join(' ')} | head -1 >/dev/null; echo "\${PIPESTATUS[0]}"`],
      {
        env: { ...process.env, FLEET_ROOT: master.root },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    expect(await ended(shell)).toEqual({ code: 0, stdout: '0\n', stderr: '' });
  });

  it.each([20, 80, 200])('doc and doctor fit a terminal of %d columns', async (width) => {
    for (const words of ['doc service.running', 'doc service', 'doctor']) {
      const shell = `stty cols ${width} rows 50; exec '${program}' ${words}`;
      const child = spawn('script', ['--quiet', '--flush', '--return', '--command', shell, '/dev/null'], {
        env: { ...process.env, FLEET_ROOT: master.root, TERM: 'xterm', NO_COLOR: '1', SHELL: '/bin/bash' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const { stdout } = await ended(child);
      // What is typed (examples, commands), names and paths are never broken; nothing else is too wide.
      const wide = stdout
        .split('Example:')[0]
        ?.split('\r\n')
        .filter((line) => line.length > width && line.trim().split(' ').length > 3 && !/→|^\s*[\w.*]+ \(/.test(line));
      expect([words, wide]).toEqual([words, []]);
    }
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
