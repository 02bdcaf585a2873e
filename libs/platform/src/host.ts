import type { Accounts, AccountsView, User } from './accounts.js';
import type { Network, NetworkView } from './network.js';
import type { Packages, PackagesView } from './packages.js';
import type { Services, ServicesView } from './services.js';

/**
 * What a state may see of a machine, and what its steps may do to it. `HostView` can look and cannot touch: a state's
 * `plan` gets only that, so that test mode cannot write, by type. `Host` is what a step gets.
 *
 * Two implementations, held to one contract spec: `LinuxHost` (the machine) and `MemoryHost` (specs of states).
 */
export interface HostView {
  readonly files: FilesView;
  readonly services: ServicesView;
  readonly packages: PackagesView;
  readonly accounts: AccountsView;
  readonly commands: Probes;
  readonly network: NetworkView;
  readonly machine: MachineView;
}

export interface Host extends HostView {
  readonly files: Files;
  readonly services: Services;
  readonly packages: Packages;
  readonly accounts: Accounts;
  readonly commands: Commands;
  readonly network: Network;
  readonly machine: Machine;
}

export { HostRefusal } from './host-refusal.js';
export type * from './accounts.js';
export type * from './network.js';
export type * from './packages.js';
export type * from './services.js';

// ---- files ----------------------------------------------------------------------------------------------------------

export type FileKind = 'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'block' | 'character';

export interface FileStats {
  readonly kind: FileKind;
  /** Bytes. */
  readonly size: number;
  /** Permission bits, e.g. 0o644 (with setuid, setgid and sticky). */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Milliseconds since the epoch. */
  readonly modified: number;
  readonly accessed: number;
  readonly inode: number;
  readonly links: number;
  /** Target of a symlink, unresolved. */
  readonly target?: string;
}

export interface FilesView {
  /** The entry itself (a symlink is not followed), or `undefined` where there is none. */
  stat(path: string): Promise<FileStats | undefined>;
  /** As `stat`, with symlinks followed; `undefined` for a dangling one. */
  statTarget(path: string): Promise<FileStats | undefined>;
  /** @throws HostRefusal `ENOENT`, `EISDIR`, `EACCES`, `astray`, `too-large` (more than `limit` bytes, default 64 MiB). */
  read(path: string, options?: { limit?: number; inHome?: Home }): Promise<Buffer>;
  /**
   * A regular file, held open: it stays the same one when it is renamed or another takes its name. `within`: directories, one of which it has to
   * lie in when all symlinks are followed; what was opened is looked at, not the path. The caller closes it.
   * @throws HostRefusal `ENOENT`, `EACCES`, `not-a-file`, `astray`
   */
  open(path: string, options?: { within?: readonly string[] }): Promise<OpenFile>;
  /** Names in a directory, sorted. @throws HostRefusal `ENOENT`, `ENOTDIR`. */
  list(path: string): Promise<string[]>;
  /** Hex digest of the content. */
  hash(path: string, algorithm?: 'md5' | 'sha1' | 'sha256' | 'sha512'): Promise<string>;
  /** Of the file system that holds the path. @throws HostRefusal `ENOENT`, `EACCES`. */
  space(path: string): Promise<FileSystemSpace>;
}

/** To be read from any place, also while it grows. */
export interface OpenFile {
  readonly inode: number;
  /** Bytes, now. */
  size(): Promise<number>;
  /** At most so many bytes from there on; empty at the end. */
  read(at: number, most: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** In bytes, as `df` counts: what is neither used nor available is kept back for root. */
export interface FileSystemSpace {
  readonly total: number;
  readonly used: number;
  readonly available: number;
  /** How many files there may be, and are; both 0 where the file system does not count them. */
  readonly inodes: number;
  readonly inodesUsed: number;
}

/**
 * Whose home a path leads through. The account may put a symlink in the way at any moment, so what was opened is looked at: where it neither
 * belongs to the account nor lies where the path says, it is refused as `astray`. A path that is not below the home is not looked at.
 */
export type Home = Pick<User, 'uid' | 'home'>;

/** Who owns an entry and with what permission bits; what is absent stays as it is (new entries: the process's own). */
export interface Ownership {
  readonly uid?: number;
  readonly gid?: number;
  readonly mode?: number;
}

export interface Files extends FilesView {
  /**
   * Replaces the content in one step: a temporary file beside it gets content, owner and mode, is fsynced and renamed.
   * Readers see the old file or the new one, and no name ever carries a secret with a wrong mode. An existing file's owner and
   * mode are kept where `ownership` is silent; new files default to 0644. A symlink is followed unless `replaceSymlink`.
   * @throws HostRefusal `astray`, and as of the file system
   */
  write(
    path: string,
    content: Buffer | string,
    ownership?: Ownership,
    options?: { replaceSymlink?: boolean; inHome?: Home },
  ): Promise<void>;
  /** Makes one directory (and, with `parents`, those above it, with the same ownership). */
  makeDirectory(path: string, ownership?: Ownership, options?: { parents?: boolean }): Promise<void>;
  /** Makes or atomically replaces a symlink. */
  symlink(path: string, target: string, ownership?: Pick<Ownership, 'uid' | 'gid'>): Promise<void>;
  link(path: string, existing: string): Promise<void>;
  /** Changes the entry itself; a symlink has an owner but no mode of its own. With `follow`, what a symlink leads to. */
  setOwnership(path: string, ownership: Ownership, options?: { follow?: boolean }): Promise<void>;
  setTimes(path: string, times: { modified?: number; accessed?: number }): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  copy(from: string, to: string, ownership?: Ownership): Promise<void>;
  /** Removes an entry, a directory with all that is in it. Silent where there is none; never follows symlinks. */
  remove(path: string): Promise<void>;
  /** An empty directory of our own (0700), removed when `use` ends. */
  withScratch<T>(use: (directory: string) => Promise<T>): Promise<T>;
}

// ---- commands -------------------------------------------------------------------------------------------------------

export interface CommandOptions {
  readonly cwd?: string;
  /** Added to the clean base environment (PATH, LANG=C.UTF-8, HOME and USER of the account). */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Account to run as. */
  readonly runas?: string;
  /** Milliseconds; the process group gets SIGTERM, then SIGKILL after 5 s. */
  readonly timeout?: number;
  readonly umask?: number;
  readonly signal?: AbortSignal;
  /** Called with each chunk as it comes. */
  readonly onOutput?: (stream: 'stdout' | 'stderr', text: string) => void;
  /** Called with each piece of standard output as it comes, however much there is; none of it is kept. */
  readonly onBytes?: (piece: Buffer) => void;
  /** Bytes kept of each stream (the rest is counted and dropped); default 1 MiB. */
  readonly outputLimit?: number;
}

/** The outcome of a command that could be started. */
export interface CommandResult {
  readonly exitCode: number;
  /** Set where a signal ended it. */
  readonly signal?: string;
  readonly timedOut: boolean;
  /** stdout and stderr lose one trailing newline; `all` is both as they came. */
  readonly stdout: string;
  readonly stderr: string;
  readonly all: string;
  readonly pid: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly truncated: boolean;
}

/** Commands that only look: conditions (`unless`, `onlyif`), `--version`. What they run is the author's promise. */
export interface Probes {
  /** The absolute path of a program, or `undefined`. */
  which(program: string): Promise<string | undefined>;
  /** @throws HostRefusal `ENOENT` where the program, the cwd or the account does not exist. */
  probe(
    command: string | readonly [string, ...string[]],
    options?: CommandOptions & { shell?: string },
  ): Promise<CommandResult>;
}

export interface Commands extends Probes {
  /** A string runs through `shell` (default `/bin/sh`), a list as it is. @throws HostRefusal as `probe`. */
  run(
    command: string | readonly [string, ...string[]],
    options?: CommandOptions & { shell?: string },
  ): Promise<CommandResult>;
}

// ---- machine --------------------------------------------------------------------------------------------------------

export interface MachineView {
  /** `/etc/os-release` as pairs. */
  osRelease(): Promise<Readonly<Record<string, string>>>;
  /** `uname`: kernel name, release, machine. */
  readonly kernel: { readonly name: string; readonly release: string; readonly machine: string };
  /** Seconds since it started. */
  uptime(): number;
  /** Of the last minute, five and fifteen minutes. */
  load(): readonly [number, number, number];
  memory(): { readonly total: number; readonly free: number };
  cpus(): readonly { readonly model: string }[];
  readonly processId: number;
  /** The variables of this process. */
  environment(): Readonly<Record<string, string>>;
}

export interface Machine extends MachineView {
  /** Sets variables of this process, for itself and for every command that it runs from now on; `undefined` takes one away. */
  setEnvironment(variables: Readonly<Record<string, string | undefined>>): Promise<void>;
}
