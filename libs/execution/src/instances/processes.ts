import { HostRefusal, type HostView } from '@fleet/platform';

/** Files that one process holds open and that are looked at. */
const mostFiles = 4_096;

/** Processes of a unit by its cgroup, that of version 2. */
export async function processesOf(host: HostView, controlGroup: string): Promise<number[]> {
  if (!controlGroup.startsWith('/')) return [];
  const text = await textOf(host, `/sys/fs/cgroup${controlGroup}/cgroup.procs`);
  return (text ?? '').split('\n').flatMap((line) => (/^[1-9]\d*$/.test(line) ? [Number(line)] : []));
}

/** Bytes of memory that processes have in use, where the kernel does not count them for the unit. */
export async function residentBytes(host: HostView, pids: readonly number[]): Promise<number> {
  const texts = await Promise.all(pids.map((pid) => textOf(host, `/proc/${pid}/status`)));
  return texts.reduce((sum, text) => sum + 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(text ?? '')?.[1] ?? 0), 0);
}

/** Which TCP ports processes listen at; each network is read once. */
export class ListeningPorts {
  /** Network → inode of a listening socket → its port. */
  readonly #networks = new Map<string, Promise<ReadonlyMap<string, number>>>();

  constructor(private readonly host: HostView) {}

  async of(pids: readonly number[]): Promise<number[]> {
    const ports = await Promise.all(pids.map((pid) => this.#ofOne(pid)));
    return [...new Set(ports.flat())].sort((a, b) => a - b);
  }

  async #ofOne(pid: number): Promise<number[]> {
    const network = (await ignoringGone(this.host.files.stat(`/proc/${pid}/ns/net`)))?.target ?? 'one';
    const sockets = this.#networks.get(network) ?? this.#read(pid);
    this.#networks.set(network, sockets);
    const known = await sockets;
    if (known.size === 0) return [];
    const names = (await ignoringGone(this.host.files.list(`/proc/${pid}/fd`))) ?? [];
    const entries = await Promise.all(
      names.slice(0, mostFiles).map((name) => ignoringGone(this.host.files.stat(`/proc/${pid}/fd/${name}`))),
    );
    return entries.flatMap((entry) => known.get(/^socket:\[(\d+)\]$/.exec(entry?.target ?? '')?.[1] ?? '') ?? []);
  }

  async #read(pid: number): Promise<ReadonlyMap<string, number>> {
    const texts = await Promise.all(['tcp', 'tcp6'].map((name) => textOf(this.host, `/proc/${pid}/net/${name}`)));
    return new Map(texts.flatMap((text) => listeners(text ?? '')));
  }
}

/** `  0: 0100007F:1F90 00000000:0000 0A … 0 0 12345 …`: local address, state (0A listens), inode. */
function listeners(text: string): [string, number][] {
  return text.split('\n').flatMap((line): [string, number][] => {
    const [, port, inode] =
      /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A (?:\S+\s+){5}(\d+)/.exec(line) ?? [];
    return port === undefined || inode === undefined ? [] : [[inode, Number.parseInt(port, 16)]];
  });
}

async function textOf(host: HostView, path: string): Promise<string | undefined> {
  return (await ignoringGone(host.files.read(path)))?.toString('utf8');
}

/** A process may end while it is looked at, and not everything of it may be seen by everybody. */
async function ignoringGone<T>(look: Promise<T>): Promise<T | undefined> {
  try {
    return await look;
  } catch (cause) {
    if (cause instanceof HostRefusal && ['ENOENT', 'ESRCH', 'ENODEV', 'EACCES', 'ENOTDIR'].includes(cause.code))
      return undefined;
    throw cause;
  }
}
