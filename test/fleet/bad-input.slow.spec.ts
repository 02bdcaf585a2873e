import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { directories } from '@fleet/config';
import { createKeys } from '@fleet/identity';
import { JobStore } from '@fleet/jobs';
import { BuiltSite } from '../../apps/master/test-support/built-site.js';
import { TerminalEmulator } from '../../apps/fleetctl/test-support/terminal-emulator.js';
import { bin, runProgram } from '../lab/fleet.mjs';

const site = new BuiltSite();
const silent = 5000;

beforeAll(async () => {
  const [states, pillar] = [join(site.folder, 'states'), join(site.folder, 'pillar')];
  for (const folder of [states, pillar]) await mkdir(folder);
  // Twenty megabytes of results of states, and a hundredth of them besides what changed.
  await writeFile(
    join(states, 'large.sls'),
    `{% for number in range(400) %}\nlarge {{ number }}:\n  test.configurable_test_state:\n    - changes: True\n    - result: True\n    - comment: done {{ number }}\n{% endfor %}\n`,
  );
  await writeFile(
    join(states, 'endless.sls'),
    `{% for number in range(400) %}\nlarge {{ number }}:\n  test.succeed_with_changes:\n    - name: {{ 'x' * 25000 }}{{ number }}\n{% endfor %}\n`,
  );
  await site.init('--file-root', states, '--pillar-root', pillar);
  await register();
  await site.startMaster();
  await site.minion('real', await site.token());
  await site.until(() => site.answers('real'));
}, 180_000);
afterAll(() => site.stop());

/** Minions that were accepted and never came. */
async function register(): Promise<void> {
  const store = JobStore.open(directories(site.root).master.database, { owner: true });
  const key = (): string => createKeys('user').publicKey;
  await store.write(({ keys }) => {
    for (let number = 0; number < silent; number += 1) {
      const row = {
        minion: `m${number}`,
        key: key(),
        sealKey: 'A'.repeat(43),
        fingerprint: 'sha256:'.padEnd(71, '0'),
        at: 1,
      };
      keys.enrol(row);
      keys.decide(row.key, 'accepted', 2);
    }
  });
  store.close();
}

/** As an operator types it, into pipes. */
function shell(line: string, more: NodeJS.ProcessEnv = {}) {
  const environment = { ...process.env, FLEET_ROOT: site.root, NO_COLOR: '1', f: bin('fleetctl'), ...more };
  return runProgram('bash', ['-c', line], { env: environment });
}

/** What stands on a terminal in the end. */
async function screenOf(line: string, width: number, more: NodeJS.ProcessEnv = {}) {
  const typed = `stty cols ${width} rows 24; exec ${line}`;
  const environment = { ...process.env, FLEET_ROOT: site.root, NO_COLOR: '1', TERM: 'xterm', SHELL: '/bin/bash' };
  const { code, stdout } = await runProgram('script', ['--quiet', '--return', '--command', typed, '/dev/null'], {
    env: { ...environment, f: bin('fleetctl'), ...more },
  });
  const screen = new TerminalEmulator(width, 24);
  screen.write(stdout);
  return { code, lines: screen.lines };
}

describe('a target', () => {
  const escape = '\u001b[2J\u001b]0;owned\u0007';

  it.each<[string, string[], number, RegExp]>([
    ['that is empty', [''], 2, /TARGET is empty; '\*' means every minion/],
    ['that is nothing but blanks', ['-C', ' \t\n'], 2, /TARGET is empty/],
    [
      'with a parenthesis that nothing closes',
      ['-C', 'm1* and ( m2'],
      2,
      /target:1:\d+: error: .*\[target\.malformed\]/,
    ],
    ['that ends in the middle', ['-C', 'm1 and not'], 2, /something is missing after not/],
    ['that is no regular expression', ['-E', 'm(1'], 2, /a parenthesis is not closed/],
    ['by a grain that nobody has', ['-G', 'nograin:x'], 3, /^no minion matches nograin:x /],
    ['that is no network', ['-S', '10.0.0.0/99'], 2, /no size of an IPv4 network/],
    ['of 100 KB', ['x'.repeat(100_000)], 2, /TARGET has 100000 characters, and may have 65536; a node group/],
    ['of 64 KB', ['x'.repeat(65_536)], 3, /^no minion matches x{60}/],
    ['of 64 KB that is malformed', ['-C', `${'x'.repeat(60_000)} and (`], 2, /something is missing after \(/],
    ['of control characters', [`${escape}*`], 3, /^no minion matches \\x1b\[2J\\x1b\]0;owned\\x07\* /],
    ['of control characters among ids', ['-L', `nobody,${escape}`], 3, /\\x1b\[2J/],
    ['of control characters in a compound', ['-C', `G@os:${escape} and (`], 2, /something is missing after \(/],
  ])('%s is told so', async (_name, words, code, says) => {
    const ended = await runProgram(bin('fleetctl'), [...words, 'test.ping'], {
      env: { ...process.env, FLEET_ROOT: site.root, NO_COLOR: '1' },
    });
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(says) });
    expect(ended.stderr).not.toMatch(/defect|\n\s+at |[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    expect(ended.stderr).not.toContain('compares the versions');
    expect(ended.stderr.length).toBeLessThan(3000);
  });

  it('and a function of control characters obey nobody', async () => {
    const { code, stderr } = await shell(`$f '*' $'test.\\e[2Jping'; exit $?`);
    expect([code, stderr]).toEqual([2, expect.stringContaining('"test.\\x1b[2Jping" is no function')]);
  });
});

describe('5,000 minions that never answer', () => {
  // A heap of 64 MB: what is held for each of them must be little.
  const little = { NODE_OPTIONS: '--max-old-space-size=64' };

  it.each([20, 80])('are a few lines on a terminal of %d columns', async (width) => {
    const { code, lines } = await screenOf(`$f 'm*' test.ping`, width, little);
    expect(code).toBe(4);
    expect(lines.length).toBeLessThan(12);
    const text = lines.join(' ').replace(/\s+/g, ' ');
    expect(text).toMatch(/^m0, m1, .*\(5000 minions\) did not answer: never connected/);
    expect(text.replace(/ /g, '')).toContain('0failed,5000unreachable');
  });

  it('are a line each in a pipe, in order', async () => {
    const { code, stdout, stderr } = await shell(`$f 'm*' test.ping`, little);
    const lines = stderr.trimEnd().split('\n');
    expect([code, stdout, lines.length]).toEqual([4, '', silent]);
    expect([lines[0], lines[10], lines[4999]]).toEqual(
      ['m0', 'm10', 'm4999'].map((id) => `${id} did not answer: never connected`),
    );
  });

  it('are a line each as ndjson, and keep nobody from answering', async () => {
    const { code, stdout } = await shell(`$f '*' test.ping --out ndjson`, little);
    const lines = stdout.trimEnd().split('\n');
    expect([code, lines.length, lines[0]]).toEqual([4, silent + 2, '{"minion":"real","retcode":0,"value":true}']);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ job: { ok: 1, silent, exit_code: 4 } });
  });
});

describe('5,000 minions and their keys', () => {
  it('are all shown, though no single message of the bus carries them', async () => {
    const { code, stdout } = await shell('$f key list --out json');
    const { keys } = JSON.parse(stdout) as { keys: { minion: string }[] };
    expect([code, keys.length, JSON.stringify(keys).length > 1024 ** 2]).toEqual([0, silent + 1, true]);
  });
});

describe('a return of 20 MB', () => {
  it('of a command is its beginning, and says that there was more', async () => {
    const { code, stdout } = await shell(`$f real cmd.run "head -c 20000000 /dev/zero | tr '\\0' x"`);
    expect([code, stdout.length < 200_000]).toEqual([0, true]);
    expect(stdout).toMatch(
      /^real:\n {4}x+\n.*characters left out.*\n {4}x+\n {4}\[it printed more than 1 MiB: the rest is left out\]\n$/s,
    );
  });

  it('of a run of states is a failure that says why, and the next run works', async () => {
    const large = await shell(`$f real state.apply endless -t 100`);
    expect(large).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /^real:\n {4}state\.apply ended with retcode 0, but its return has \d{8} bytes and at most 983040 can be sent: what changed is left out/,
      ),
    });
    const next = await shell(`$f real state.apply large --state-output terse`);
    expect(next.code).toBe(0);
    expect(next.stdout).toContain('Succeeded:    400 (changed=400)');
  }, 180_000);
});

describe('a reader who leaves', () => {
  it.each([
    ['of answers', `$f -q '*' test.ping --out ndjson | head -1 > /dev/null; exit \${PIPESTATUS[0]}`, 0, ''],
    ['of words too', `$f -v '*' test.ping 2>&1 | head -1 > /dev/null; exit \${PIPESTATUS[0]}`, 0, ''],
    [
      'of words alone, and somebody else gets the answers',
      `$f '*' test.ping 2> >(head -c1 >/dev/null)`,
      4,
      'real:\n    True\n',
    ],
  ])('%s ends nothing but himself', async (_name, line, code, stdout) => {
    expect(await shell(line)).toEqual({ code, stdout, stderr: '' });
  });

  it('a disk that is full is a sentence', async () => {
    const { code, stderr } = await shell(`$f real test.ping > /dev/full`);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^fleetctl: what there is to say cannot be written: .*ENOSPC/),
    ]);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
