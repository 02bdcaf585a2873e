import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { NatsServerError, type NatsProgram, type NatsServer } from './trust-definition.js';
import { isSafeVersion } from './nats-versions.js';

const run = promisify(execFile);

/** Milliseconds. A large JetStream store takes its time to be recovered. */
const startTimeout = 60_000;
const stopTimeout = 10_000;

export interface StartOptions {
  readonly program: NatsProgram;
  readonly configFile: string;
  readonly logFile: string;
  /** For the files that tell pid and port. */
  readonly folder: string;
}

/**
 * The program at `path`, else the one that FLEET_NATS_SERVER names, else the best on PATH and where distributions put it.
 * @throws NatsServerError `not-found`
 */
export async function findNatsProgram(path?: string): Promise<NatsProgram> {
  const chosen = path ?? process.env.FLEET_NATS_SERVER;
  if (chosen) {
    const found = await inspect(chosen);
    if (found) return found;
    throw new NatsServerError('not-found', 'this is not a nats-server that runs here', { path: chosen });
  }
  const folders = new Set(
    [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/bin'].filter((folder) =>
      folder.startsWith('/'),
    ),
  );
  const found: NatsProgram[] = [];
  for (const folder of folders) {
    const program = await inspect(join(folder, 'nats-server'));
    if (program?.safe) return program;
    if (program) found.push(program);
  }
  if (found[0]) return found[0];
  throw new NatsServerError(
    'not-found',
    'there is no nats-server on this machine: install one of at least 2.14.3 (in a clone of fleet, node deploy/nats-server/fetch.mjs gets one and prints where it is), and name it with nats.binary in the configuration, or FLEET_NATS_SERVER, where it is not on the PATH',
    { looked: [...folders] },
  );
}

async function inspect(path: string): Promise<NatsProgram | undefined> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 10_000 });
    const version = /nats-server: v?(\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1];
    return version === undefined ? undefined : { path, version, safe: isSafeVersion(version) };
  } catch {
    // Absent, or made for another machine: the same for us.
    return undefined;
  }
}

/** Starts nats-server as a child and resolves when it accepts connections. @throws NatsServerError `failed`, `port-in-use`, with the end of its log */
export async function startNatsServer(options: StartOptions): Promise<NatsServer> {
  const { program, configFile, logFile, folder } = options;
  await mkdir(folder, { recursive: true });
  await endOrphan(folder, configFile);
  const log = await open(logFile, 'a', 0o600);
  const logStart = (await log.stat()).size;
  let child: ChildProcess;
  try {
    child = spawn(program.path, ['-c', configFile, '--ports_file_dir', folder], { stdio: ['ignore', log.fd, log.fd] });
  } finally {
    await log.close();
  }
  // A child that outlives a crash of ours would keep the port.
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  }).finally(() => process.off('exit', endWithUs));
  try {
    // Before it is ready, which takes minutes where the store is large: killed meanwhile, we still leave a trace of it.
    if (child.pid !== undefined) await writeFile(join(folder, 'nats-server.pid'), `${child.pid}\n`);
    const port = await readiness(child, folder, exited);
    const pid = child.pid as number;
    return {
      port,
      url: `nats://127.0.0.1:${port}`,
      pid,
      version: program.version,
      exited,
      reload: () => void child.kill('SIGHUP'),
      async stop() {
        await end(child, exited);
        await rm(join(folder, 'nats-server.pid'), { force: true });
      },
    };
  } catch (cause) {
    await end(child, exited);
    const said = (await readFile(logFile))
      .subarray(logStart)
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .slice(-5)
      .join('\n');
    const inUse = /address already in use/.test(said);
    throw new NatsServerError(
      inUse ? 'port-in-use' : 'failed',
      inUse ? 'the port of nats-server is taken' : 'nats-server does not start',
      { program: program.path, configFile, log: said },
      { cause },
    );
  }
}

/** nats-server tells its ports in a file once it listens. */
async function readiness(child: ChildProcess, folder: string, exited: Promise<number | null>): Promise<number> {
  let gone = false;
  void exited.then(() => (gone = true));
  const file = join(folder, `nats-server_${child.pid}.ports`);
  const deadline = Date.now() + startTimeout;
  while (Date.now() < deadline) {
    if (gone) throw new Error('it ended at once');
    const text = await readFile(file, 'utf8').catch(() => '');
    // The file may be seen half written.
    const port = /"nats":\s*\[\s*"[a-z]+:\/\/[^"]*:(\d+)"/.exec(text)?.[1];
    if (port !== undefined) return Number(port);
    await sleep(10);
  }
  throw new Error('it did not listen in time');
}

async function end(child: ChildProcess, exited: Promise<number | null>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeout);
  await exited;
  clearTimeout(timer);
}

/** The server of a master that was killed holds port and store: it is ended before a new one starts. Any other process is left alone. */
async function endOrphan(folder: string, configFile: string): Promise<void> {
  const pid = Number(await readFile(join(folder, 'nats-server.pid'), 'utf8').catch(() => ''));
  if (!Number.isSafeInteger(pid) || pid <= 1) return;
  const ours = async (): Promise<boolean> =>
    (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0').includes(configFile);
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!(await ours())) return;
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + stopTimeout;
    while (Date.now() < deadline && (await ours())) await sleep(20);
  }
}
