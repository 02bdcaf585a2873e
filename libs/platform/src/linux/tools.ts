import { HostRefusal, type CommandResult } from '../host.js';
import { runProcess } from './process-group.js';

export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Starts the machine's own tools (systemctl, apt-get, useradd) and counts every process that this room starts. */
export class Tools {
  spawns = 0;

  constructor(readonly path: string) {}

  /** Whatever the tool answers. @throws HostRefusal `tool-missing` where the machine has no such tool. */
  async ask(
    argv: readonly [string, ...string[]],
    options: { timeout?: number; env?: Record<string, string>; outputLimit?: number; stdin?: string } = {},
  ): Promise<CommandResult> {
    this.spawns += 1;
    try {
      return await runProcess(argv, {
        cwd: '/',
        env: { PATH: this.path, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', HOME: '/root', ...options.env },
        timeout: options.timeout ?? 60_000,
        ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
        outputLimit: options.outputLimit ?? 16 * 1024 * 1024,
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw new HostRefusal('tool-missing', `this machine has no ${argv[0]}`, { program: argv[0] }, { cause: error });
    }
  }

  /** The answer of a tool that must succeed. @throws HostRefusal `command-failed` with the tool's own words. */
  async demand(
    argv: readonly [string, ...string[]],
    options: Parameters<Tools['ask']>[1] = {},
  ): Promise<CommandResult> {
    const result = await this.ask(argv, options);
    if (result.exitCode !== 0) throw toolFailed(argv, result);
    return result;
  }
}

export function toolFailed(argv: readonly string[], result: CommandResult, code = 'command-failed'): HostRefusal {
  const words = (result.stderr.trim() || result.stdout.trim()).split('\n').slice(-12).join('\n');
  const outcome = result.timedOut ? 'took too long' : `exit code ${result.exitCode}`;
  return new HostRefusal(code, words || `${argv[0]}: ${outcome}`, {
    command: argv.join(' '),
    exitCode: result.exitCode,
    stderr: result.stderr.slice(-4096),
  });
}
