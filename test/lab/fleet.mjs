/**
 * A whole fleet for specs and the quick start: a master on this machine, minions on lab hosts, driven through the same programs
 * that operators use (`dist/bin/*`).
 */
import { execFile, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNatsServer } from '../../deploy/nats-server/fetch.mjs';
import { LabError } from './lab-host.mjs';

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const bin = (name) => join(repository, 'dist/bin', name);

/** Runs a program; answers its exit code and what it said. Never throws for a non-zero exit. */
export function runProgram(command, args, options = {}) {
  return new Promise((resolvePromise, reject) => {
    const child = execFile(
      command,
      args,
      { maxBuffer: 64 * 1024 * 1024, timeout: 120_000, killSignal: 'SIGKILL', ...options },
      (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number')
          reject(new LabError(`${command} ${args.join(' ')}: ${error.message}\n${stdout}${stderr}`, { cause: error }));
        else resolvePromise({ code: error ? Number(error.code) : 0, stdout, stderr });
      },
    );
    child.stdin?.end();
  });
}

/** A port that nothing listens on, below those that Linux by default gives to whoever connects: it stays free while a server is away. For TypeScript: `freePort` of the room `bus`. */
export async function freePort(address) {
  for (let turn = 0; turn < 100; turn += 1) {
    const port = randomInt(10_000, 32_768);
    if (await isFree(port, address)) return port;
  }
  throw new LabError(`no port of ${address} is free`);
}

function isFree(port, address) {
  return new Promise((resolvePromise, reject) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRINUSE' ? resolvePromise(false) : reject(error),
    );
    server.listen(port, address, () => server.close(() => resolvePromise(true)));
  });
}

/** What fleetctl says where a machine that stands still for seconds has not even taken the connection. */
const unheard = /nobody answers at/;

export class Fleet {
  /** @type {import('node:child_process').ChildProcess | undefined} */ process;

  /**
   * @param {{ root: string, address: string, port: number, told?: number, tls?: string, fileRoots: string[], pillarRoots: string[], detached?: boolean, beforeSpawn?: () => void, onSpawn?: (pid: number) => void }} options
   */
  constructor(options) {
    this.options = options;
    this.logFile = join(options.root, 'master.log');
  }

  /** Makes keys, accounts and configuration (again: keeps what there is). */
  async init() {
    const { root, address, port, told, tls, fileRoots, pillarRoots } = this.options;
    mkdirSync(root, { recursive: true });
    const result = await runProgram(bin('fleet-master'), [
      'init',
      ...['--root', root, '--listen', `${address}:${port}`, '--server', `nats://${address}:${told ?? port}`],
      ...(tls === undefined ? [] : ['--tls', tls]),
      ...fileRoots.flatMap((folder) => ['--file-root', folder]),
      ...pillarRoots.flatMap((folder) => ['--pillar-root', folder]),
    ]);
    if (result.code !== 0)
      throw new LabError(`fleet-master init ended with ${result.code}\n${result.stdout}${result.stderr}`);
  }

  /** Starts the master and waits until it answers. */
  async start() {
    const natsServer = await findNatsServer();
    this.options.beforeSpawn?.();
    const log = openSync(this.logFile, 'a');
    // It ends with whoever started it, also where that is killed, unless it is to outlive it.
    const dying = this.options.detached ? [] : ['setpriv', '--pdeathsig', 'TERM'];
    const [program, ...words] = [...dying, bin('fleet-master'), 'run', '--root', this.options.root];
    this.process = spawn(program, words, {
      stdio: ['ignore', log, log],
      detached: this.options.detached ?? false,
      env: { ...process.env, FLEET_NATS_SERVER: natsServer.path },
    });
    closeSync(log);
    if (this.process.pid !== undefined) this.options.onSpawn?.(this.process.pid);
    let ended;
    this.process.once('exit', (code, signal) => (ended = code ?? signal));
    if (this.options.detached) this.process.unref();
    const deadline = Date.now() + 30_000;
    for (;;) {
      if (ended !== undefined) throw new LabError(`the master ended at once (${ended})\n${this.log()}`);
      const answer = await this.fleetctl('status');
      if (answer.code === 0) return this;
      if (Date.now() > deadline) throw new LabError(`the master does not answer: ${answer.stderr}\n${this.log()}`);
      await pause(100);
    }
  }

  /** Ends the master: SIGTERM, as systemd does, or SIGKILL, as a power cut does. */
  async stop(signal = 'SIGTERM') {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const end = new Promise((resolvePromise) => child.once('exit', resolvePromise));
    child.kill(signal);
    const patience = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await end;
    clearTimeout(patience);
    this.process = undefined;
  }

  log() {
    return existsSync(this.logFile) ? readFileSync(this.logFile, 'utf8').slice(-6000) : '';
  }

  /** fleetctl as the operator types it. @param {...string} args */
  fleetctl(...args) {
    return runProgram(bin('fleetctl'), args, { env: { ...process.env, FLEET_ROOT: this.options.root, NO_COLOR: '1' } });
  }

  /** As `fleetctl`, parsed from `--out json`; a non-zero exit is an error, unless nobody heard it: then it is typed again. */
  async ask(...args) {
    const type = () => this.fleetctl('--out', 'json', ...args);
    let { code, stdout, stderr } = await type();
    for (let turn = 0; turn < 4 && unheard.test(stderr); turn += 1) {
      await pause(1_000);
      ({ code, stdout, stderr } = await type());
    }
    if (code !== 0) throw new LabError(`fleetctl ${args.join(' ')} ended with ${code}\n${stdout}${stderr}`);
    return JSON.parse(stdout);
  }

  async token() {
    const { token } = await this.ask('token', 'create', '--uses', '100');
    return token;
  }

  /**
   * Installs a minion as a systemd unit on a lab host and starts it; its key is pending then.
   * @param {import('./lab-host.mjs').LabHost} host
   */
  async join(host, token, configuration = {}) {
    await installMinion(host);
    const rows = { id: host.name, log_level: 'info', ...configuration };
    await host.writeFile(
      '/etc/fleet/minion.yaml',
      Object.entries(rows)
        .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
        .join(''),
    );
    await host.must(['/usr/local/bin/fleet-minion', 'join', token]);
    await host.must('systemctl daemon-reload && systemctl enable --now fleet-minion.service');
  }

  /** Waits until each of these ids is pending, then accepts them. */
  async accept(...ids) {
    await this.waitFor(`${ids.join(', ')} to ask for acceptance`, async () => {
      const { keys } = await this.ask('key', 'list');
      return ids.every((id) => keys.some((row) => row.minion === id));
    });
    const { code, stdout, stderr } = await this.fleetctl('key', 'accept', ...ids, '--yes');
    if (code !== 0) throw new LabError(`fleetctl key accept ended with ${code}\n${stdout}${stderr}`);
    await this.waitForUp(...ids);
  }

  async waitForUp(...ids) {
    await this.waitFor(`${ids.join(', ')} to be up`, async () => {
      const { minions } = await this.ask('status');
      return ids.every((id) => minions.some((row) => row.minion === id && row.up));
    });
  }

  async waitFor(what, look, timeout = 60_000) {
    const deadline = Date.now() + timeout;
    while (!(await look())) {
      if (Date.now() > deadline) throw new LabError(`waited ${timeout / 1000} s for ${what}\n${this.log()}`);
      await pause(100);
    }
  }
}

/** Copies programs and unit into the host's own disk. The host may not see this folder: it can lie on another file system. */
export async function installMinion(host) {
  await host.must('mkdir -p /usr/local/lib/fleet /etc/fleet');
  await new Promise((resolvePromise, reject) => {
    const pack = spawn('tar', ['-c', '-C', join(repository, 'dist/bin'), '--dereference', '.'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const unpack = spawn(
      'nsenter',
      ['-t', String(host.init), '-a', '--', 'tar', '-x', '-C', '/usr/local/lib/fleet', '--no-same-owner'],
      {
        stdio: [pack.stdout, 'ignore', 'inherit'],
      },
    );
    pack.once('error', reject);
    unpack.once('error', reject);
    unpack.once('exit', (code) =>
      code === 0
        ? resolvePromise(undefined)
        : reject(new LabError(`${host.name}: unpacking the minion ended with ${code}`)),
    );
  });
  await host.must('ln -sf /usr/local/lib/fleet/fleet-minion /usr/local/bin/fleet-minion');
  if ((await host.exec('command -v node')).code !== 0)
    await host.must('cat > /usr/local/bin/node && chmod 755 /usr/local/bin/node', {
      input: readFileSync(process.execPath),
    });
  await host.writeFile(
    '/etc/systemd/system/fleet-minion.service',
    readFileSync(join(repository, 'deploy/systemd/fleet-minion.service'), 'utf8'),
  );
}

export function pause(milliseconds) {
  return new Promise((resolvePromise) => setTimeout(resolvePromise, milliseconds));
}
