import { StringDecoder } from 'node:string_decoder';
import { types } from 'node:util';
import type { CommandOptions, CommandResult } from '../host.js';
import { JobProcesses } from './job-processes.js';

const outputLimit = 1024 * 1024;
/** From SIGTERM to SIGKILL; milliseconds. */
const patience = 5_000;
/** How long a finished command's pipes may be held open by what it left in the background; milliseconds. */
const lingering = 1_000;

export interface ProcessOptions extends Pick<
  CommandOptions,
  'stdin' | 'timeout' | 'signal' | 'onOutput' | 'onBytes' | 'outputLimit'
> {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs one program in a process group of its own, so that what it started ends with it. Whatever it answers is a result. */
export async function runProcess(
  argv: readonly [string, ...string[]],
  options: ProcessOptions,
): Promise<CommandResult> {
  // Loaded with the first command: a daemon that only waits does not pay for it.
  const { execa } = await import('execa');
  const [program, ...args] = argv;
  const started = performance.now();
  const child = execa(program, args, {
    cwd: options.cwd,
    env: { ...options.env },
    extendEnv: false,
    detached: true,
    cleanup: false,
    reject: false,
    buffer: false,
    stdin: options.stdin === undefined ? 'ignore' : 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const outcome = child.then((result) => result);
  if (child.pid === undefined) throw await startFailure(outcome);

  const output = new Output(options);
  const { onBytes } = options;
  child.stdout.on('data', onBytes ?? ((chunk: Buffer) => output.take('stdout', chunk)));
  child.stderr.on('data', (chunk: Buffer) => output.take('stderr', chunk));
  if (options.stdin !== undefined) {
    // A command need not read what it is given.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.stdin);
  }

  const job = JobProcesses.current;
  const group = child.pid;
  job?.add(group);
  const ending = new Ending(group, options);
  const { exitCode, signal } = await new Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>(
    (resolve) => {
      child.once('exit', (code, by) => {
        job?.remove(group);
        ending.over();
        const done = (): void => resolve({ exitCode: code, signal: by });
        const timer = setTimeout(() => {
          child.stdout.destroy();
          child.stderr.destroy();
          done();
        }, lingering);
        child.once('close', () => {
          clearTimeout(timer);
          done();
        });
      });
    },
  );
  await outcome;
  return {
    exitCode: exitCode ?? 128 + (signalNumbers[signal ?? ''] ?? 0),
    ...(signal ? { signal } : {}),
    timedOut: ending.timedOut,
    ...output.finish(),
    pid: child.pid,
    duration: performance.now() - started,
  };
}

/** The system's own error, with its code, where there is one. */
async function startFailure(outcome: PromiseLike<{ readonly cause?: unknown }>): Promise<Error> {
  const { cause } = await outcome;
  return types.isNativeError(cause) ? cause : new Error('the process could not be started', { cause });
}

const signalNumbers: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGTERM: 15,
};

/** Ends the whole group: asked first, then not asked. */
class Ending {
  timedOut = false;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly abort = (): void => this.end();

  constructor(
    private readonly group: number,
    private readonly options: ProcessOptions,
  ) {
    if (options.timeout !== undefined) {
      this.timers.push(
        setTimeout(() => {
          this.timedOut = true;
          this.end();
        }, options.timeout),
      );
    }
    if (options.signal?.aborted) this.end();
    options.signal?.addEventListener('abort', this.abort, { once: true });
  }

  over(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.options.signal?.removeEventListener('abort', this.abort);
    // What a command that was ended has left behind is ended too; what an ordinary command left in the background lives on.
    if (this.timedOut || this.options.signal?.aborted) this.kill('SIGKILL');
  }

  private end(): void {
    this.kill('SIGTERM');
    this.timers.push(setTimeout(() => this.kill('SIGKILL'), patience));
  }

  private kill(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.group, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Keeps the beginning of each stream, and the order in which the parts came. */
class Output {
  private readonly streams = { stdout: new Stream(), stderr: new Stream() };
  private all = '';
  private truncated = false;
  private readonly limit: number;

  constructor(private readonly options: ProcessOptions) {
    this.limit = options.outputLimit ?? outputLimit;
  }

  take(name: 'stdout' | 'stderr', chunk: Buffer): void {
    const stream = this.streams[name];
    const kept = chunk.subarray(0, Math.max(0, this.limit - stream.bytes));
    stream.bytes += chunk.length;
    if (kept.length < chunk.length) this.truncated = true;
    if (kept.length > 0) this.append(name, stream.decoder.write(kept));
  }

  finish(): Pick<CommandResult, 'stdout' | 'stderr' | 'all' | 'truncated'> {
    for (const name of ['stdout', 'stderr'] as const) this.append(name, this.streams[name].decoder.end());
    return {
      stdout: this.streams.stdout.text.replace(/\r?\n$/, ''),
      stderr: this.streams.stderr.text.replace(/\r?\n$/, ''),
      all: this.all,
      truncated: this.truncated,
    };
  }

  private append(name: 'stdout' | 'stderr', text: string): void {
    if (text === '') return;
    this.streams[name].text += text;
    this.all += text;
    this.options.onOutput?.(name, text);
  }
}

class Stream {
  readonly decoder = new StringDecoder('utf8');
  bytes = 0;
  text = '';
}
