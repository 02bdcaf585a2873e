import { createHash } from 'node:crypto';
import { dirname } from 'node:path/posix';
import {
  HostRefusal,
  type FileKind,
  type Files,
  type FileStats,
  type FileSystemSpace,
  type Home,
  type OpenFile,
  type Ownership,
} from '../host.js';
import { isBelow, refuseAstray, refuseOutside } from '../astray.js';
import { type Node, refusal, statsOf, Tree } from './tree.js';

export interface MemoryEntry extends Ownership {
  /** Default: a symlink where there is a target, else a file. */
  readonly kind?: FileKind;
  readonly content?: string | Buffer;
  readonly target?: string;
  /** Milliseconds since the epoch. */
  readonly modified?: number;
}

const usual = [
  '/bin',
  '/etc/systemd/system',
  '/home',
  '/opt',
  '/root',
  '/run',
  '/srv',
  '/tmp',
  '/usr/bin',
  '/usr/lib/systemd/system',
  '/usr/local/bin',
  '/var/lib',
  '/var/log',
];

const usualSpace: FileSystemSpace = {
  total: 40 * 1024 ** 3,
  used: 10 * 1024 ** 3,
  available: 28 * 1024 ** 3,
  inodes: 2_621_440,
  inodesUsed: 100_000,
};

export class MemoryFiles implements Files {
  private readonly tree = new Tree();
  private scratches = 0;

  constructor(
    initial: Readonly<Record<string, string | MemoryEntry>> = {},
    private readonly spaces: Readonly<Record<string, FileSystemSpace>> = {},
  ) {
    for (const path of usual) this.makeParents(`${path}/x`);
    this.plant('/lib', { target: 'usr/lib' });
    for (const [path, entry] of Object.entries(initial))
      this.plant(path, typeof entry === 'string' ? { content: entry } : entry);
  }

  /** Puts an entry there without ceremony, for the beginning of a spec. */
  plant(path: string, entry: MemoryEntry): void {
    this.makeParents(path);
    const kind = entry.kind ?? (entry.target === undefined ? 'file' : 'symlink');
    const place = this.tree.resolve(path, false);
    const node =
      place.node?.kind === kind
        ? place.node
        : this.tree.node(kind, kind === 'directory' ? 0o755 : kind === 'symlink' ? 0o777 : 0o644);
    node.content = Buffer.from(entry.content ?? '');
    node.target = entry.target ?? '';
    this.own(node, entry);
    if (entry.modified !== undefined) node.modified = entry.modified;
    this.tree.put(place, node);
  }

  text(path: string): string | undefined {
    try {
      const { node } = this.tree.resolve(path, true);
      return node?.kind === 'file' ? node.content.toString('utf8') : undefined;
    } catch (error) {
      if (error instanceof HostRefusal) return undefined;
      throw error;
    }
  }

  async stat(path: string): Promise<FileStats | undefined> {
    return this.look(path, false);
  }
  async statTarget(path: string): Promise<FileStats | undefined> {
    return this.look(path, true);
  }

  async read(
    path: string,
    { limit = 64 * 1024 * 1024, inHome }: { limit?: number; inHome?: Home } = {},
  ): Promise<Buffer> {
    const node = this.tree.demand(path, true);
    if (inHome) this.demandHome(path, inHome, this.tree.resolve(path, true).path, node);
    if (node.kind === 'directory') throw refusal('EISDIR', path);
    if (node.content.length > limit) throw refusal('too-large', path);
    return Buffer.from(node.content);
  }

  async open(path: string, { within }: { within?: readonly string[] } = {}): Promise<OpenFile> {
    const node = this.tree.demand(path, true);
    if (node.kind !== 'file') throw refusal('not-a-file', path);
    if (within)
      refuseOutside(
        path,
        this.tree.resolve(path, true).path,
        within.flatMap((one) => this.directory(one)),
      );
    return {
      inode: node.inode,
      size: async () => node.content.length,
      read: async (at, most) => Buffer.from(node.content.subarray(at, at + most)),
      close: async () => undefined,
    };
  }

  async list(path: string): Promise<string[]> {
    const node = this.tree.demand(path, true);
    if (node.kind !== 'directory') throw refusal('ENOTDIR', path);
    return [...node.children.keys()].sort();
  }

  async hash(path: string, algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512' = 'sha256'): Promise<string> {
    return createHash(algorithm)
      .update(await this.read(path, { limit: Infinity }))
      .digest('hex');
  }

  async space(path: string): Promise<FileSystemSpace> {
    const at = `${this.tree.resolve(path, true).path}/`;
    this.tree.demand(path, true);
    const [holder] = Object.keys(this.spaces)
      .filter((place) => at.startsWith(place === '/' ? '/' : `${place}/`))
      .sort((a, b) => b.length - a.length);
    return this.spaces[holder ?? ''] ?? usualSpace;
  }

  async write(
    path: string,
    content: Buffer | string,
    ownership: Ownership = {},
    options: { replaceSymlink?: boolean; inHome?: Home } = {},
  ): Promise<void> {
    const place = this.tree.resolve(path, !options.replaceSymlink);
    if (options.inHome && !(place.node?.kind === 'file' && place.node.uid === options.inHome.uid))
      this.demandHome(dirname(path), options.inHome, dirname(place.path), place.parent);
    const old = place.node;
    if (old?.kind === 'directory') throw refusal('EISDIR', path);
    if (old && old.kind !== 'file' && old.kind !== 'symlink') throw refusal('not-a-file', path);
    // A new inode, as the rename of the real thing leaves one: other hard links keep the old content.
    const node = this.tree.node('file', old?.kind === 'file' ? old.mode : 0o644);
    if (old?.kind === 'file') this.own(node, { uid: old.uid, gid: old.gid });
    node.content = Buffer.from(content);
    this.own(node, ownership);
    this.tree.put(place, node);
  }

  async makeDirectory(path: string, ownership: Ownership = {}, options: { parents?: boolean } = {}): Promise<void> {
    if (options.parents) this.makeParents(path, ownership);
    const place = this.tree.resolve(path, options.parents ?? false);
    if (place.node) {
      if (options.parents && place.node.kind === 'directory') return;
      throw refusal('EEXIST', path);
    }
    this.tree.put(place, this.own(this.tree.node('directory', 0o755), ownership));
  }

  async symlink(path: string, target: string, ownership: Pick<Ownership, 'uid' | 'gid'> = {}): Promise<void> {
    const place = this.tree.resolve(path, false);
    if (place.node?.kind === 'directory') throw refusal('EISDIR', path);
    const node = this.own(this.tree.node('symlink', 0o777), ownership);
    node.target = target;
    this.tree.put(place, node);
  }

  async link(path: string, existing: string): Promise<void> {
    const node = this.tree.demand(existing, false);
    const place = this.tree.resolve(path, false);
    if (place.node) throw refusal('EEXIST', path);
    if (node.kind === 'directory') throw refusal('EPERM', existing);
    node.links += 1;
    this.tree.put(place, node);
  }

  async setOwnership(path: string, ownership: Ownership, options: { follow?: boolean } = {}): Promise<void> {
    const node = this.tree.demand(path, options.follow ?? false);
    this.own(node, node.kind === 'symlink' ? { ...ownership, mode: node.mode } : ownership);
  }

  async setTimes(path: string, times: { modified?: number; accessed?: number }): Promise<void> {
    const node = this.tree.demand(path, true);
    node.modified = times.modified ?? node.modified;
    node.accessed = times.accessed ?? node.accessed;
  }

  async rename(from: string, to: string): Promise<void> {
    const source = this.tree.resolve(from, false);
    if (!source.node) throw refusal('ENOENT', from);
    const target = this.tree.resolve(to, false);
    if (target.path.startsWith(`${source.path}/`)) throw refusal('EINVAL', from);
    if (target.node?.kind === 'directory' && source.node.kind !== 'directory') throw refusal('EISDIR', from);
    if (target.node && target.node.kind !== 'directory' && source.node.kind === 'directory')
      throw refusal('ENOTDIR', from);
    if (target.node && target.node.children.size > 0) throw refusal('ENOTEMPTY', from);
    this.tree.put(target, source.node);
    if (target.path !== source.path) source.parent.children.delete(source.name);
  }

  async copy(from: string, to: string, ownership: Ownership = {}): Promise<void> {
    const source = this.tree.demand(from, true);
    if (source.kind === 'directory') throw refusal('EISDIR', from);
    const existing = this.look(to, true);
    await this.write(to, source.content, existing ? ownership : { mode: source.mode, ...ownership });
  }

  async remove(path: string): Promise<void> {
    const place = this.lookUp(path, false);
    if (!place?.node) return;
    if (place.path === '/') throw refusal('protected', path);
    place.node.links -= 1;
    place.parent.children.delete(place.name);
    place.parent.modified = Date.now();
  }

  async withScratch<T>(use: (directory: string) => Promise<T>): Promise<T> {
    this.scratches += 1;
    const directory = `/tmp/fleet-scratch-${this.scratches}`;
    await this.makeDirectory(directory, { mode: 0o700 });
    try {
      return await use(directory);
    } finally {
      await this.remove(directory);
    }
  }

  /** Its path without symlinks, where there is one. */
  private directory(path: string): string[] {
    const place = this.lookUp(path, true);
    return place?.node ? [place.path] : [];
  }

  private demandHome(path: string, home: Home, at: string, { uid }: Node): void {
    if (isBelow(`${path}/`, home)) refuseAstray(path, home, { at, uid, home: this.tree.resolve(home.home, true).path });
  }

  private look(path: string, follow: boolean): FileStats | undefined {
    const node = this.lookUp(path, follow)?.node;
    return node && statsOf(node);
  }

  private lookUp(path: string, follow: boolean): ReturnType<Tree['resolve']> | undefined {
    try {
      return this.tree.resolve(path, follow);
    } catch (error) {
      if (error instanceof HostRefusal && ['ENOENT', 'ENOTDIR'].includes(error.code)) return undefined;
      throw error;
    }
  }

  private makeParents(path: string, ownership: Ownership = {}): void {
    const parent = dirname(path);
    if (parent === '/' || parent === '.') return;
    this.makeParents(parent, ownership);
    const place = this.tree.resolve(parent, true);
    if (!place.node) this.tree.put(place, this.own(this.tree.node('directory', 0o755), ownership));
    else if (place.node.kind !== 'directory') throw refusal('ENOTDIR', path);
  }

  private own(node: Node, ownership: Ownership): Node {
    node.uid = ownership.uid ?? node.uid;
    node.gid = ownership.gid ?? node.gid;
    node.mode = ownership.mode ?? node.mode;
    return node;
  }
}
