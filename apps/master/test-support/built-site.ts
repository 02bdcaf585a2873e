import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from '@jest/globals';

export interface Ended {
  readonly code: number | null;
  /** Of both streams. */
  readonly output: string;
  readonly stdout: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly said: () => string;
}

/** The built programs, as operators run them, each with a root in one folder. */
export class BuiltSite {
  readonly folder = mkdtempSync(join(tmpdir(), 'fleet-site-'));
  /** The master's root. */
  readonly root = join(this.folder, 'master');
  private readonly children: ChildProcess[] = [];
  private master: Started | undefined;

  /** Ended with the site. */
  start(name: string, ...words: string[]): Started {
    const child = spawn(resolve('dist/bin', name), words, {
      env: { ...process.env, FLEET_ROOT: this.root, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.children.push(child);
    let [output, stdout] = ['', ''];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
    child.stdout.on('data', (text) => (stdout += String(text)));
    const ended = new Promise<Ended>((settle) => void child.on('close', (code) => settle({ code, output, stdout })));
    return { child, ended, said: () => output };
  }

  run(name: string, ...words: string[]): Promise<Ended> {
    return this.start(name, ...words).ended;
  }

  get masterLog(): string {
    return this.master?.said() ?? '';
  }

  get masterPid(): number {
    const pid = this.master?.child.pid;
    if (pid === undefined) throw new Error('the master does not run');
    return pid;
  }

  /** Makes the fleet; what `words` say goes before what every site has. */
  async init(...words: string[]): Promise<Ended> {
    const made = await this.run('fleet-master', 'init', '--root', this.root, '--listen', '127.0.0.1:0', ...words);
    expect(made).toMatchObject({ code: 0 });
    return made;
  }

  /** Resolves when it answers. */
  async startMaster(): Promise<Started> {
    this.master = this.start('fleet-master', 'run', '--root', this.root);
    await this.until(async () => (await this.run('fleetctl', 'status')).code === 0);
    return this.master;
  }

  /** At once, as a power cut would. */
  async killMaster(): Promise<void> {
    this.master?.child.kill('SIGKILL');
    await this.master?.ended;
  }

  /** As an operator stops it. */
  async stopMaster(): Promise<void> {
    this.master?.child.kill('SIGTERM');
    await this.master?.ended;
  }

  /** What it prints as JSON. */
  async json<T>(...words: string[]): Promise<T> {
    const { code, output, stdout } = await this.run('fleetctl', '--out', 'json', ...words);
    expect({ code, ...(code !== 0 && { output }) }).toEqual({ code: 0 });
    return JSON.parse(stdout) as T;
  }

  /** What its master.yaml does not say, before the master begins. */
  configure(settings: Readonly<Record<string, unknown>>): void {
    const folder = join(this.root, 'etc/fleet/master.d');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'spec.conf'), JSON.stringify(settings));
  }

  async token(...words: string[]): Promise<string> {
    const { code, output, stdout } = await this.run('fleetctl', '-q', 'token', 'create', '--accept', ...words);
    expect({ code, ...(code !== 0 && { output }) }).toEqual({ code: 0 });
    return stdout.trim();
  }

  async minion(
    id: string,
    token: string,
    settings: Readonly<Record<string, unknown>> = {},
  ): Promise<Started & { readonly root: string }> {
    const root = join(this.folder, id);
    await mkdir(join(root, 'etc/fleet'), { recursive: true });
    writeFileSync(join(root, 'etc/fleet/minion.yaml'), JSON.stringify({ id, ...settings }));
    expect((await this.run('fleet-minion', 'join', token, '--root', root)).code).toBe(0);
    return { ...this.start('fleet-minion', 'run', '--root', root), root };
  }

  /** Whether it answers. */
  async answers(id: string): Promise<boolean> {
    return (await this.run('fleetctl', id, 'test.ping')).output.includes('True');
  }

  /** @param patience milliseconds: within the time of a spec, so that what the master said is told */
  async until(happened: () => Promise<boolean> | boolean, patience = 100_000): Promise<void> {
    const end = performance.now() + patience;
    while (performance.now() < end) {
      if (await happened()) return;
      await new Promise((settle) => setTimeout(settle, 100));
    }
    throw new Error(`it did not happen; the master said:\n${this.masterLog.slice(-2000)}`);
  }

  async stop(): Promise<void> {
    const left = this.children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    const ended = left.map((child) => new Promise((settle) => child.once('close', settle)));
    for (const child of left) child.kill('SIGTERM');
    await Promise.all(ended);
    await this.endServer();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The NATS server of a master that was killed goes on; on a host systemd ends it with its unit. */
  private async endServer(): Promise<void> {
    const ours = (pid: string): boolean =>
      ['nats-server', this.folder].every((word) => commandLineOf(pid).includes(word));
    for (const pid of readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name) && ours(name))) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
      // It writes into the folder until it is gone.
      await this.until(() => !ours(pid));
    }
  }
}

/** What it was called with; empty of one that is gone. */
function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Paths of what a program holds open; none of one that is gone. */
export async function openFiles(child: ChildProcess | undefined): Promise<string[]> {
  const folder = `/proc/${child?.pid}/fd`;
  const numbers = await readdir(folder).catch(() => []);
  return Promise.all(numbers.map((number) => readlink(join(folder, number)).catch(() => '')));
}
