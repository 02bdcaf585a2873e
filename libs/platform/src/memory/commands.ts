import { HostRefusal, type AccountsView, type CommandOptions, type CommandResult, type Commands } from '../host.js';
import type { MemoryFiles } from './files.js';

type Command = string | readonly [string, ...string[]];

export interface CommandCall {
  /** The command as one line; the words of a list are joined with spaces. */
  readonly line: string;
  readonly command: Command;
  readonly options: CommandOptions & { readonly shell?: string };
  readonly files: MemoryFiles;
}

export type CommandOutcome = Partial<Pick<CommandResult, 'exitCode' | 'stdout' | 'stderr' | 'signal' | 'timedOut'>>;

export interface CommandScript {
  /** The whole line, or a pattern that fits it. */
  readonly command: string | RegExp;
  /** What it answers: text on standard output, an outcome, or a function that may also touch `files`. */
  readonly answer: string | CommandOutcome | ((call: CommandCall) => CommandOutcome | Promise<CommandOutcome>);
}

/** Words of every shell, so that conditions like `unless: test -e /x` need no script. */
const words: readonly {
  command: RegExp;
  answer: (found: RegExpExecArray, files: MemoryFiles) => Promise<CommandOutcome>;
}[] = [
  { command: /^(?:true|:|\/bin\/true)$/, answer: async () => ({}) },
  { command: /^(?:false|\/bin\/false)$/, answer: async () => ({ exitCode: 1 }) },
  { command: /^exit (\d+)$/, answer: async ([, code]) => ({ exitCode: Number(code) }) },
  { command: /^echo ([^|&;<>$`"'\\]*)$/, answer: async ([, text = '']) => ({ stdout: text }) },
  {
    command: /^test (! )?-([efdL]) (\S+)$/,
    answer: async ([, not, kind, path = ''], files) => {
      const stats = kind === 'L' ? await files.stat(path) : await files.statTarget(path);
      const wanted = { f: 'file', d: 'directory', L: 'symlink' }[kind as string];
      const holds = stats !== undefined && (wanted === undefined || stats.kind === wanted);
      return { exitCode: holds === (not === undefined) ? 0 : 1 };
    },
  },
];

export class MemoryCommands implements Commands {
  private pids = 20_000;

  constructor(
    private readonly files: MemoryFiles,
    private readonly accounts: AccountsView,
    private readonly scripts: readonly CommandScript[] = [],
    private readonly programs: readonly string[] = [],
  ) {}

  async which(program: string): Promise<string | undefined> {
    if (program.startsWith('/')) return this.files.text(program) === undefined ? undefined : program;
    if (['true', 'false', 'echo', 'test', 'sh'].includes(program) || this.programs.includes(program))
      return `/usr/bin/${program}`;
    const scripted = this.scripts.some(
      ({ command }) => typeof command === 'string' && command.split(' ')[0] === program,
    );
    return scripted ? `/usr/bin/${program}` : undefined;
  }

  probe(command: Command, options: CommandOptions & { shell?: string } = {}): Promise<CommandResult> {
    return this.run(command, options);
  }

  async run(command: Command, options: CommandOptions & { shell?: string } = {}): Promise<CommandResult> {
    await this.demandPlace(options);
    const line = typeof command === 'string' ? command : command.join(' ');
    const outcome = (await this.scripted(line, command, options)) ?? (await this.builtIn(line));
    if (outcome) return this.result(outcome, options);
    const program = typeof command === 'string' ? (line.split(/\s/)[0] ?? '') : command[0];
    if (typeof command !== 'string')
      throw new HostRefusal('ENOENT', `cannot run ${program}: no such program`, { program });
    return this.result({ exitCode: 127, stderr: `/bin/sh: 1: ${program}: not found` }, options);
  }

  private async demandPlace({ cwd, runas }: CommandOptions): Promise<void> {
    if (runas !== undefined && !(await this.accounts.user(runas)))
      throw new HostRefusal('ENOENT', `cannot run as ${runas}: no such user`, { user: runas });
    if (cwd === undefined) return;
    const kind = (await this.files.statTarget(cwd))?.kind;
    if (kind !== 'directory') throw new HostRefusal(kind ? 'ENOTDIR' : 'ENOENT', `cannot run in ${cwd}`, { path: cwd });
  }

  private async scripted(
    line: string,
    command: Command,
    options: CommandCall['options'],
  ): Promise<CommandOutcome | undefined> {
    const script = this.scripts.find((one) =>
      typeof one.command === 'string' ? one.command === line : one.command.test(line),
    );
    if (!script) return undefined;
    if (typeof script.answer === 'string') return { stdout: script.answer };
    return typeof script.answer === 'function'
      ? script.answer({ line, command, options, files: this.files })
      : script.answer;
  }

  private async builtIn(line: string): Promise<CommandOutcome | undefined> {
    for (const { command, answer } of words) {
      const found = command.exec(line.trim());
      if (found) return answer(found, this.files);
    }
    return undefined;
  }

  private result(outcome: CommandOutcome, options: CommandOptions): CommandResult {
    const { exitCode = 0, stderr = '', timedOut = false, signal } = outcome;
    options.onBytes?.(Buffer.from(outcome.stdout ?? ''));
    const stdout = options.onBytes ? '' : (outcome.stdout ?? '');
    if (stdout !== '') options.onOutput?.('stdout', stdout);
    if (stderr !== '') options.onOutput?.('stderr', stderr);
    this.pids += 1;
    const all = [stdout, stderr]
      .filter((text) => text !== '')
      .map((text) => (text.endsWith('\n') ? text : `${text}\n`))
      .join('');
    return {
      exitCode,
      ...(signal ? { signal } : {}),
      timedOut,
      stdout: stdout.replace(/\n$/, ''),
      stderr: stderr.replace(/\n$/, ''),
      all,
      pid: this.pids,
      duration: 1,
      truncated: false,
    };
  }
}
