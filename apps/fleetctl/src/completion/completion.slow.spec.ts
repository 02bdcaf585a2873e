import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeMaster } from '../../test-support/fake-master.js';

const bin = fileURLToPath(new URL('../../../../dist/bin', import.meta.url));

const fleetctl = join(bin, 'fleetctl');
const nothing = { said: '', trouble: '', code: 0 };

/** Not every machine has every shell; a spec that cannot run says so in its name. */
const has = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;
const inShell = (shell: string): typeof it | typeof it.skip => (has(shell) ? it : it.skip);
const why = (shell: string): string => (has(shell) ? '' : ` (${shell} is not installed)`);

describe('live completion', () => {
  let master: FakeMaster;
  let folder: string;

  beforeAll(async () => {
    master = await FakeMaster.start();
    master.known.minion = ['miner-01', 'miner-02', 'web1', '$(touch boom)', 'a b', '`id`', '-x'];
    master.known.sls = ['cortensord', 'ipfs'];
    master.known.nodegroup = ['production'];
    master.known.jid = ['20260101000000000000'];
    master.known.key = ['new-01'];
  });
  afterAll(() => master?.stop());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fleetctl-completion-'));
    master.silent = false;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const environment = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({
    PATH: `${bin}:${process.env['PATH']}`,
    HOME: folder,
    XDG_CACHE_HOME: join(folder, 'cache'),
    FLEET_ROOT: master.root,
    TERM: 'dumb',
    // A machine that has much to do is no master that says nothing.
    FLEET_COMPLETION_TIMEOUT: '20',
    ...more,
  });
  const script = (shell: string): string => {
    const { stdout } = spawnSync(fleetctl, ['completion', shell], { encoding: 'utf8' });
    const file = join(folder, `fleetctl.${shell}`);
    writeFileSync(file, stdout);
    return file;
  };

  async function ran(
    program: string,
    args: readonly string[],
    more: Record<string, string> = {},
  ): Promise<{ said: string; trouble: string; code: number | null }> {
    const child = spawn(program, args, { env: environment(more), cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let [said, trouble] = ['', ''];
    child.stdout.on('data', (data) => (said += String(data)));
    child.stderr.on('data', (data) => (trouble += String(data)));
    const code = await new Promise<number | null>((resolve) => void child.on('close', resolve));
    return { said: said.trim(), trouble, code };
  }

  const names = (...words: string[]): ReturnType<typeof ran> => ran(fleetctl, ['-q', 'completion', 'names', ...words]);

  const cases = [
    ['ids of minions', ['mi'], ['miner-01', 'miner-02']],
    ['of a list', ['-L', 'web1,min'], ['web1,miner-01', 'web1,miner-02']],
    ['node groups', ['-N', 'p'], ['production']],
    ['SLS names', ['*', 'state.apply', 'cor'], ['cortensord']],
    ['of a list of them', ['*', 'state.apply', 'ipfs,c'], ['ipfs,cortensord']],
    ['jobs', ['jobs', 'show', '2'], ['20260101000000000000']],
    ['keys', ['key', 'accept', 'n'], ['new-01']],
    ['the value of an option', ['jobs', 'list', '--minion', 'mi'], ['miner-01', 'miner-02']],
    ['a second operand', ['drift', 'check', 'x', 'cor'], ['cortensord']],
    ['a third word', ['events', 'sinks', 'te'], ['test']],
    ['of a command of two words what it may be', ['drift', '--kind', 'cor'], ['corrective']],
    ['functions', ['*', 'service.rest'], ['service.restart']],
    ['arguments', ['*', 'cmd.run', 'x', 'runa'], ['runas=']],
  ] as const;

  it.each(cases)('bash completes %s', async (_name, words, offered) => {
    const quoted = ['fleetctl', ...words].map((word) => `'${word}'`).join(' ');
    const { said, trouble } = await ran('bash', [
      '--norc',
      '-c',
      `source ${script('bash')}; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _fleetctl_complete; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ]);
    expect({ offered: said.split('\n'), trouble }).toEqual({ offered, trouble: '' });
  });

  const fish = inShell('fish');
  fish.each(cases)(`fish completes %s${why('fish')}`, async (_name, words, offered) => {
    const line = ['fleetctl', ...words].map((word) => (word === '*' ? "'*'" : word)).join(' ');
    const { said, trouble } = await ran('fish', [
      '--no-config',
      '-c',
      `source ${script('fish')}; complete -C ${JSON.stringify(line)}`,
    ]);
    const candidates = said.split('\n').map((row) => row.split('\t')[0]);
    expect({ offered: candidates, trouble }).toEqual({ offered, trouble: '' });
  });

  const zsh = inShell('zsh');
  zsh.each([
    ['with the first key press, where it lies in fpath', 'fleetctl web', 'fleetctl web1'],
    ['SLS names', "fleetctl '*' state.apply cor", 'state.apply cortensord'],
    ['functions', "fleetctl '*' service.resta", 'service.restart'],
  ])(`zsh completes %s${why('zsh')}`, async (_name, typed, wanted) => {
    mkdirSync(join(folder, 'functions'));
    writeFileSync(join(folder, 'functions/_fleetctl'), readFileSync(script('zsh')));
    writeFileSync(
      join(folder, '.zshrc'),
      `PROMPT='ready> '\nfpath=(${folder}/functions $fpath)\nautoload -Uz compinit && compinit -u -d ${folder}/dump\n`,
    );
    const child = spawn('script', ['--quiet', '--flush', '--return', '--command', 'zsh -i', '/dev/null'], {
      env: environment({ ZDOTDIR: folder, TERM: 'xterm', SHELL: '/bin/bash', COLUMNS: '200' }),
      cwd: folder,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let screen = '';
    const closed = new Promise((resolve) => child.on('close', resolve));
    child.stdout.on('data', (data) => (screen += String(data)));
    // What is redrawn comes between escape sequences.
    const plain = (): string => screen.replace(/\u001b\[[0-9;?]*[A-Za-z]|\u001b[=>]|\r|.\u0008/g, '');
    await until(() => plain().includes('ready>'));
    child.stdin.write(`${typed}\t`);
    await until(() => plain().includes(wanted)).finally(async () => {
      child.stdin.write('\u0015exit\n');
      await closed;
    });
    expect(plain()).not.toMatch(/not found|fleetctl:/);
  });

  async function until(happened: () => boolean): Promise<void> {
    for (let turn = 0; turn < 1000; turn += 1) {
      if (happened()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('it did not happen');
  }

  it('offers nothing that a shell would read as more than a word', async () => {
    const { said } = await names('minion', '');
    expect(said.split('\n')).toEqual(['miner-01', 'miner-02', 'web1']);
    expect(readdirSync(folder)).not.toContain('boom');
  });

  it('keeps what it was told, for its owner alone, and asks again for another fleet', async () => {
    const before = master.asked.length;
    expect((await names('minion', 'web')).said).toBe('web1');
    expect((await names('minion', 'miner-01')).said).toBe('miner-01');
    expect(master.asked.length - before).toBe(1);
    const kept = join(folder, 'cache/fleet/completion');
    expect(statSync(kept).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(kept)) expect(statSync(join(kept, name)).mode & 0o777).toBe(0o600);
    const profile = join(master.root, 'etc/fleet/fleetctl.json');
    writeFileSync(profile, readFileSync(profile));
    await names('minion', 'web');
    expect(master.asked.length - before).toBe(2);
  });

  it('what is kept and garbled, or cannot be written, does no harm', async () => {
    await names('minion', 'web');
    const kept = join(folder, 'cache/fleet/completion');
    for (const garbage of ['', '{', 'null', '{"names":[1],"at":5}', '{"names":["web1"],"at":"x"}']) {
      for (const name of readdirSync(kept)) writeFileSync(join(kept, name), garbage);
      expect(await names('minion', 'web')).toEqual({ said: 'web1', trouble: '', code: 0 });
    }
    rmSync(kept, { recursive: true });
    writeFileSync(kept, 'a file in the place of the folder');
    expect(await names('minion', 'web')).toEqual({ said: 'web1', trouble: '', code: 0 });
  });

  it('a master that says nothing is not waited for, and is left alone for a while', async () => {
    master.silent = true;
    const before = master.asked.length;
    for (let turn = 0; turn < 2; turn += 1)
      expect(await ran(fleetctl, ['completion', 'names', 'minion'], { FLEET_COMPLETION_TIMEOUT: '' })).toEqual(nothing);
    expect(master.asked.length - before).toBeLessThanOrEqual(1);
  });

  it.each([
    ['no profile', { FLEET_ROOT: '/nonexistent' }],
    ['a profile that is not there', { FLEET_PROFILE: 'nope' }],
    ['no home', { HOME: '', XDG_CACHE_HOME: '', FLEET_ROOT: '/nonexistent' }],
  ])('%s is no error while somebody types', async (_name, more) => {
    expect(await ran(fleetctl, ['-q', 'completion', 'names', 'minion', ''], more)).toEqual(nothing);
  });

  it('a server that takes connections and says nothing is not waited for', async () => {
    const { createServer } = await import('node:net');
    const sockets = new Set<import('node:net').Socket>();
    const server = createServer((socket) => void sockets.add(socket));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as { port: number };
    const profile = JSON.parse(readFileSync(join(master.root, 'etc/fleet/fleetctl.json'), 'utf8')) as object;
    writeFileSync(join(folder, 'deaf.json'), JSON.stringify({ ...profile, servers: [`nats://127.0.0.1:${port}`] }));
    const answered = await ran(fleetctl, ['-c', join(folder, 'deaf.json'), 'completion', 'names', 'minion'], {
      FLEET_COMPLETION_TIMEOUT: '',
    });
    for (const socket of sockets) socket.destroy();
    server.close();
    expect(answered).toEqual(nothing);
  });
});
