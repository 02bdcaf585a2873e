import { HostRefusal, type FileKind, type FileStats } from '../host.js';

/** An inode; hard links are several names of one node. */
export interface Node {
  kind: FileKind;
  mode: number;
  uid: number;
  gid: number;
  modified: number;
  accessed: number;
  readonly inode: number;
  links: number;
  content: Buffer;
  target: string;
  readonly children: Map<string, Node>;
}

export interface Place {
  readonly parent: Node;
  readonly name: string;
  /** Absolute, with every symlink above resolved. */
  readonly path: string;
  readonly node: Node | undefined;
}

/** Directories, names and symlinks as a kernel resolves them. */
export class Tree {
  private inodes = 1;
  readonly root = this.node('directory', 0o755);

  node(kind: FileKind, mode: number): Node {
    const now = Date.now();
    this.inodes += 1;
    return {
      kind,
      mode,
      uid: 0,
      gid: 0,
      modified: now,
      accessed: now,
      inode: this.inodes,
      links: 1,
      content: Buffer.alloc(0),
      target: '',
      children: new Map(),
    };
  }

  /** Where a path leads; the entry itself need not exist. */
  resolve(path: string, follow: boolean, hops = 0): Place {
    if (hops > 40) throw refusal('ELOOP', path);
    const names = path.split('/').filter((part) => part !== '' && part !== '.');
    let trail: { name: string; node: Node }[] = [];
    const here = (): Node => trail.at(-1)?.node ?? this.root;
    const pathOf = (name: string): string => `/${[...trail.map((step) => step.name), name].join('/')}`;
    for (const [index, name] of names.entries()) {
      if (name === '..') {
        trail = trail.slice(0, -1);
        continue;
      }
      if (here().kind !== 'directory') throw refusal('ENOTDIR', path);
      const node = here().children.get(name);
      const last = index === names.length - 1;
      if (node?.kind === 'symlink' && (!last || follow)) {
        const target = node.target.startsWith('/') ? node.target : `${pathOf('')}${node.target}`;
        return this.resolve([target, ...names.slice(index + 1)].join('/'), follow, hops + 1);
      }
      if (last) return { parent: here(), name, path: pathOf(name), node };
      if (!node) throw refusal('ENOENT', path);
      trail.push({ name, node });
    }
    const last = trail.at(-1);
    return {
      parent: trail.at(-2)?.node ?? this.root,
      name: last?.name ?? '',
      path: last ? `/${trail.map((step) => step.name).join('/')}` : '/',
      node: here(),
    };
  }

  /** The node at a path. @throws HostRefusal `ENOENT` */
  demand(path: string, follow: boolean): Node {
    const { node } = this.resolve(path, follow);
    if (!node) throw refusal('ENOENT', path);
    return node;
  }

  put(place: Place, node: Node): void {
    if (place.node && place.node !== node) place.node.links -= 1;
    place.parent.children.set(place.name, node);
    place.parent.modified = Date.now();
  }
}

export function refusal(code: string, path: string): HostRefusal {
  return new HostRefusal(code, `${path}: ${code}`, { path });
}

export function statsOf(node: Node): FileStats {
  const { kind, mode, uid, gid, modified, accessed, inode, links } = node;
  const size = kind === 'symlink' ? Buffer.byteLength(node.target) : node.content.length;
  return {
    kind,
    size,
    mode,
    uid,
    gid,
    modified,
    accessed,
    inode,
    links,
    ...(kind === 'symlink' ? { target: node.target } : {}),
  };
}
