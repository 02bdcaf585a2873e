import type { FileSystemSpace, Host } from '../host.js';
import { recordingHost, type RecordingHost } from '../recording.js';
import { MemoryAccountsPart, type MemoryAccounts } from './accounts.js';
import { type CommandScript, MemoryCommands } from './commands.js';
import { type MemoryEntry, MemoryFiles } from './files.js';
import { type MemoryAnswer, type MemoryPort, MemoryNetwork } from './network.js';
import { type MemoryPackages, MemoryPackagesPart } from './packages.js';
import { MemoryServices, type MemoryUnit } from './services.js';

/** What a machine holds when a spec begins. Everything has a default: an empty Debian 12. */
export interface MemoryMachine {
  /** By absolute path; directories above are made. A string is a file's content. */
  readonly files?: Readonly<Record<string, string | MemoryEntry>>;
  /** By unit name; `x@.service` is a template. Unit files among `files` are units too. */
  readonly units?: Readonly<Record<string, MemoryUnit>>;
  readonly packages?: MemoryPackages;
  readonly accounts?: MemoryAccounts;
  /** The first that fits answers. What no script knows ends as an unknown program does: exit code 127. */
  readonly commands?: readonly CommandScript[];
  /** Programs that `which` finds, besides those that scripts name. */
  readonly programs?: readonly string[];
  /** What URLs answer: content, an http status, an answer with more to it, or a function that makes one. */
  readonly urls?: Readonly<Record<string, MemoryAnswer>>;
  /** What `host:port` answers: it is open, or why it is not; refused where nothing is said. */
  readonly ports?: Readonly<Record<string, MemoryPort>>;
  /** Of file systems, by the directory that they are mounted on. */
  readonly spaces?: Readonly<Record<string, FileSystemSpace>>;
  readonly hostname?: string;
  /** What names stand for: addresses. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  readonly fqdn?: string;
  readonly interfaces?: ReturnType<Host['network']['interfaces']>;
  readonly osRelease?: Readonly<Record<string, string>>;
  readonly kernel?: Host['machine']['kernel'];
  /** Bytes. */
  readonly memory?: { readonly total: number; readonly free: number };
  readonly cpus?: readonly string[];
  readonly load?: readonly [number, number, number];
  /** Seconds since it started. */
  readonly uptime?: number;
  /** The variables that the process was started with. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface MemoryHost extends RecordingHost {
  /** Text of a file, for expectations; `undefined` where there is none. */
  text(path: string): string | undefined;
  /** A unit's process ends by itself: with `failed`, systemd would say so, else it is inactive. */
  endUnit(name: string, how?: 'failed' | 'inactive'): void;
}

/** A whole machine in memory, held to the same contract as the real one; it starts with nothing touched. */
export function memoryHost(initial: MemoryMachine = {}): MemoryHost {
  const files = new MemoryFiles(initial.files, initial.spaces);
  const accounts = new MemoryAccountsPart(files, initial.accounts);
  const services = new MemoryServices(files, initial.units);
  const memory = initial.memory ?? { total: 4 * 1024 ** 3, free: 2 * 1024 ** 3 };
  let environment = initial.environment ?? {};
  const host: Host = {
    files,
    services,
    packages: new MemoryPackagesPart(initial.packages),
    accounts,
    commands: new MemoryCommands(files, accounts, initial.commands, initial.programs),
    network: new MemoryNetwork(initial),
    machine: {
      kernel: initial.kernel ?? { name: 'Linux', release: '6.1.0-18-amd64', machine: 'x86_64' },
      processId: 4242,
      osRelease: async () => initial.osRelease ?? debian,
      uptime: () => initial.uptime ?? 3600,
      load: () => initial.load ?? [0.5, 0.25, 0.125],
      environment: () => environment,
      setEnvironment: async (variables) => {
        const all = Object.entries({ ...environment, ...variables });
        environment = Object.fromEntries(all.filter((pair): pair is [string, string] => pair[1] !== undefined));
      },
      memory: () => memory,
      cpus: () => (initial.cpus ?? ['Example CPU', 'Example CPU']).map((model) => ({ model })),
    },
  };
  return Object.assign(recordingHost(host), {
    text: (path: string) => files.text(path),
    endUnit: (name: string, how: 'failed' | 'inactive' = 'inactive') => services.end(name, how),
  });
}

const debian = {
  PRETTY_NAME: 'Debian GNU/Linux 12 (bookworm)',
  NAME: 'Debian GNU/Linux',
  VERSION_ID: '12',
  VERSION: '12 (bookworm)',
  VERSION_CODENAME: 'bookworm',
  ID: 'debian',
};
