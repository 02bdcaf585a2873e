import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import {
  HostRefusal,
  type AccountsView,
  type CommandOptions,
  type CommandResult,
  type Commands,
  type User,
} from '../host.js';
import { runProcess } from './process-group.js';
import { asRefusal, sentences } from './refusal.js';
import type { Tools } from './tools.js';

type Command = string | readonly [string, ...string[]];
type RunOptions = CommandOptions & { shell?: string };

export class LinuxCommands implements Commands {
  constructor(
    private readonly tools: Tools,
    private readonly accounts: AccountsView,
    /** Variables that every command gets. */
    private readonly given: ReadonlyMap<string, string | undefined> = new Map(),
  ) {}

  async which(program: string): Promise<string | undefined> {
    return findProgram(program, this.tools.path, '/');
  }

  probe(command: Command, options: RunOptions = {}): Promise<CommandResult> {
    return this.run(command, options);
  }

  async run(command: Command, options: RunOptions = {}): Promise<CommandResult> {
    const account = await this.accountFor(options.runas);
    const cwd = await workingDirectory(options.cwd, account);
    const env = { ...baseEnvironment(account, this.tools.path), ...this.everyCommands(), ...options.env };
    const argv = typeof command === 'string' ? ([options.shell ?? '/bin/sh', '-c', command] as const) : command;
    const program = await findProgram(argv[0], env.PATH ?? '', cwd);
    if (program === undefined)
      throw new HostRefusal('ENOENT', `cannot run ${argv[0]}: no such program`, { program: argv[0] });

    const prefix = [...asAccount(options.runas === undefined ? undefined : account), ...withUmask(options.umask)];
    const full = [...prefix, program, ...argv.slice(1)] as unknown as readonly [string, ...string[]];
    this.tools.spawns += 1;
    try {
      return await runProcess(full, { ...options, cwd, env });
    } catch (error) {
      throw asRefusal('run', argv[0], error);
    }
  }

  private everyCommands(): Record<string, string> {
    return Object.fromEntries([...this.given].filter((pair): pair is [string, string] => pair[1] !== undefined));
  }

  private async accountFor(runas: string | undefined): Promise<User | undefined> {
    if (runas === undefined) return this.accounts.userById(process.getuid?.() ?? 0);
    const user = await this.accounts.user(runas);
    if (!user) throw new HostRefusal('ENOENT', `cannot run as ${runas}: no such user`, { user: runas });
    return user;
  }
}

/** Nothing that the daemon was started with reaches a command. */
function baseEnvironment(account: User | undefined, path: string): Record<string, string> {
  const name = account?.name ?? 'root';
  return {
    PATH: path,
    LANG: 'C.UTF-8',
    HOME: account?.home ?? '/',
    USER: name,
    LOGNAME: name,
    SHELL: account?.shell || '/bin/sh',
  };
}

/** The one asked for, else the account's home, else the root. */
async function workingDirectory(wanted: string | undefined, account: User | undefined): Promise<string> {
  if (wanted !== undefined) {
    const stats = await stat(wanted).catch((error: NodeJS.ErrnoException) => {
      throw new HostRefusal(
        error.code ?? 'ENOENT',
        `cannot run in ${wanted}: ${sentences[error.code ?? ''] ?? 'not accessible'}`,
        { path: wanted },
      );
    });
    if (!stats.isDirectory())
      throw new HostRefusal('ENOTDIR', `cannot run in ${wanted}: it is not a directory`, { path: wanted });
    return wanted;
  }
  const home = account?.home;
  return home &&
    (await access(home, constants.X_OK).then(
      () => true,
      () => false,
    ))
    ? home
    : '/';
}

/** `setpriv` sets the supplementary groups as a login would, which spawning with a uid alone does not. */
function asAccount(account: User | undefined): string[] {
  if (!account) return [];
  const own = process.getuid?.();
  if (own === account.uid) return [];
  if (own !== 0) throw new HostRefusal('EPERM', `cannot run as ${account.name}: only root may`, { user: account.name });
  return ['setpriv', `--reuid=${account.uid}`, `--regid=${account.gid}`, '--init-groups', '--'];
}

/** A shell sets it, because our own umask belongs to every file that this process writes meanwhile. */
function withUmask(umask: number | undefined): string[] {
  return umask === undefined ? [] : ['/bin/sh', '-c', `umask ${umask.toString(8).padStart(4, '0')} && exec "$@"`, 'sh'];
}

async function findProgram(program: string, path: string, cwd: string): Promise<string | undefined> {
  const candidates = program.includes('/')
    ? [resolve(cwd, program)]
    : path
        .split(':')
        .filter(isAbsolute)
        .map((directory) => join(directory, program));
  for (const candidate of candidates) {
    const found = await stat(candidate).catch(() => undefined);
    if (!found?.isFile()) continue;
    if (
      await access(candidate, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return candidate;
    if (program.includes('/')) throw new HostRefusal('EACCES', `cannot run ${program}: permission denied`, { program });
  }
  return undefined;
}
