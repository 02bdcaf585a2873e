import { HostRefusal, type Accounts, type Group, type PasswordRecord, type User, type UserWish } from '../host.js';
import { commentFields, commentOf } from '../linux/account-files.js';
import type { MemoryFiles } from './files.js';

export interface MemoryAccounts {
  /** Besides root. */
  readonly users?: readonly (Partial<User> & { readonly name: string })[];
  readonly groups?: readonly (Partial<Group> & { readonly name: string })[];
  /** By account; who is not here cannot log in. */
  readonly passwords?: Readonly<Record<string, PasswordRecord>>;
}

export class MemoryAccountsPart implements Accounts {
  private readonly users = new Map<string, Omit<User, 'groups'>>();
  private readonly groups = new Map<string, { name: string; gid: number; members: string[] }>();
  private readonly passwords: Map<string, PasswordRecord>;

  constructor(
    private readonly files: MemoryFiles,
    initial: MemoryAccounts = {},
  ) {
    this.passwords = new Map(Object.entries(initial.passwords ?? {}));
    this.groups.set('root', { name: 'root', gid: 0, members: [] });
    this.users.set('root', { name: 'root', uid: 0, gid: 0, fullname: 'root', home: '/root', shell: '/bin/bash' });
    for (const { name, gid, members } of initial.groups ?? [])
      this.groups.set(name, {
        name,
        gid: gid ?? this.freeId(this.groups, 'gid', false),
        members: [...(members ?? [])],
      });
    for (const {
      name,
      uid,
      gid,
      fullname = '',
      comment = fullname,
      home = `/home/${name}`,
      shell = '/bin/bash',
      groups = [],
    } of initial.users ?? []) {
      const primary = gid ?? this.groups.get(name)?.gid ?? this.makeGroup(name, {});
      this.users.set(name, {
        name,
        uid: uid ?? this.freeId(this.users, 'uid', false),
        gid: primary,
        ...commentFields(comment),
        home,
        shell,
      });
      for (const group of groups) if (!this.groups.has(group)) this.makeGroup(group, {});
      this.setMemberships(name, groups);
    }
  }

  async user(name: string): Promise<User | undefined> {
    const user = this.users.get(name);
    if (!user) return undefined;
    const groups = [...this.groups.values()].filter((group) => group.gid !== user.gid && group.members.includes(name));
    return { ...user, groups: groups.map((group) => group.name).sort() };
  }
  async userById(uid: number): Promise<User | undefined> {
    const found = [...this.users.values()].find((user) => user.uid === uid);
    return found && this.user(found.name);
  }
  async group(name: string): Promise<Group | undefined> {
    const group = this.groups.get(name);
    return group && { ...group, members: [...group.members] };
  }
  async groupById(gid: number): Promise<Group | undefined> {
    const found = [...this.groups.values()].find((group) => group.gid === gid);
    return found && this.group(found.name);
  }

  async password(name: string): Promise<PasswordRecord | undefined> {
    return this.users.has(name) ? (this.passwords.get(name) ?? { hash: '!' }) : undefined;
  }

  async setPassword(name: string, change: Partial<PasswordRecord>): Promise<void> {
    this.demandUser(name);
    const merged = Object.entries({ ...(this.passwords.get(name) ?? { hash: '!' }), ...change });
    this.passwords.set(
      name,
      Object.fromEntries(merged.filter(([, value]) => value !== -1)) as unknown as PasswordRecord,
    );
  }

  async listUsers(): Promise<User[]> {
    const all = await Promise.all([...this.users.keys()].map((name) => this.user(name)));
    return all.filter((user) => user !== undefined);
  }
  async listGroups(): Promise<Group[]> {
    return [...this.groups.values()].map((group) => ({ ...group, members: [...group.members] }));
  }

  async addUser(name: string, wish: UserWish): Promise<void> {
    if (this.users.has(name)) throw failed(`user '${name}' already exists`, 9);
    if ([...this.users.values()].some((user) => user.uid === wish.uid))
      throw failed(`UID ${wish.uid} is not unique`, 4);
    this.demandGroups(wish.groups ?? []);
    const gid =
      wish.gid === undefined
        ? (this.groups.get(name)?.gid ?? this.makeGroup(name, { system: wish.system }))
        : this.gidOf(wish.gid);
    const uid = wish.uid ?? this.freeId(this.users, 'uid', wish.system ?? false);
    this.users.set(name, {
      name,
      uid,
      gid,
      ...commentFields(wish.comment ?? wish.fullname ?? ''),
      home: wish.home ?? `/home/${name}`,
      shell: wish.shell ?? '/bin/sh',
    });
    this.setMemberships(name, wish.groups ?? []);
    if (wish.createHome ?? !wish.system) await this.makeHome(name);
  }

  async changeUser(name: string, wish: UserWish): Promise<void> {
    const user = this.demandUser(name);
    this.demandGroups(wish.groups ?? []);
    const { comment: before = user.fullname, ...rest } = user;
    const comment = wish.fullname === undefined ? (wish.comment ?? before) : commentOf(wish.fullname, before);
    this.users.set(name, {
      ...rest,
      uid: wish.uid ?? user.uid,
      gid: wish.gid === undefined ? user.gid : this.gidOf(wish.gid),
      ...commentFields(comment),
      home: wish.home ?? user.home,
      shell: wish.shell ?? user.shell,
    });
    if (wish.groups) this.setMemberships(name, wish.groups);
    if (wish.createHome) await this.makeHome(name);
  }

  async removeUser(name: string, options: { purge?: boolean; force?: boolean } = {}): Promise<void> {
    const user = this.demandUser(name);
    this.users.delete(name);
    this.passwords.delete(name);
    this.setMemberships(name, []);
    const own = this.groups.get(name);
    // userdel removes the user's own group with it, where nobody else is in it.
    if (
      own?.gid === user.gid &&
      own.members.length === 0 &&
      ![...this.users.values()].some((other) => other.gid === own.gid)
    )
      this.groups.delete(name);
    if (options.purge) await this.files.remove(user.home);
  }

  async addGroup(name: string, options: { gid?: number; system?: boolean } = {}): Promise<void> {
    if (this.groups.has(name)) throw failed(`group '${name}' already exists`, 9);
    this.makeGroup(name, options);
  }

  async changeGroup(name: string, options: { gid: number }): Promise<void> {
    const group = this.groups.get(name);
    if (!group) throw failed(`group '${name}' does not exist`, 6);
    if (options.gid !== group.gid) this.demandFree(options.gid);
    for (const [user, entry] of this.users)
      if (entry.gid === group.gid) this.users.set(user, { ...entry, gid: options.gid });
    group.gid = options.gid;
  }

  async removeGroup(name: string): Promise<void> {
    const group = this.groups.get(name);
    if (!group) throw failed(`group '${name}' does not exist`, 6);
    const primary = [...this.users.values()].find((user) => user.gid === group.gid);
    if (primary) throw failed(`cannot remove the primary group of user '${primary.name}'`, 8);
    this.groups.delete(name);
  }

  private makeGroup(
    name: string,
    { gid, system = false }: { gid?: number | undefined; system?: boolean | undefined },
  ): number {
    if (gid !== undefined) this.demandFree(gid);
    const id = gid ?? this.freeId(this.groups, 'gid', system);
    this.groups.set(name, { name, gid: id, members: [] });
    return id;
  }

  private demandFree(gid: number): void {
    if ([...this.groups.values()].some((group) => group.gid === gid)) throw failed(`GID '${gid}' already exists`, 4);
  }

  private demandUser(name: string): Omit<User, 'groups'> {
    const user = this.users.get(name);
    if (!user) throw failed(`user '${name}' does not exist`, 6);
    return user;
  }

  private demandGroups(names: readonly string[]): void {
    const missing = names.find((name) => !this.groups.has(name));
    if (missing !== undefined) throw failed(`group '${missing}' does not exist`, 6);
  }

  private gidOf(wish: string | number): number {
    const group = [...this.groups.values()].find(({ name, gid }) => name === wish || gid === Number(wish));
    if (!group) throw failed(`group '${wish}' does not exist`, 6);
    return group.gid;
  }

  private setMemberships(user: string, names: readonly string[]): void {
    for (const group of this.groups.values()) {
      group.members = group.members.filter((member) => member !== user);
      if (names.includes(group.name)) group.members.push(user);
    }
  }

  private async makeHome(name: string): Promise<void> {
    const { home, uid, gid } = this.demandUser(name);
    if (await this.files.stat(home)) return;
    this.files.plant(home, { kind: 'directory', uid, gid, mode: 0o700 });
  }

  private freeId<K extends 'uid' | 'gid'>(
    taken: ReadonlyMap<string, Readonly<Record<K, number>>>,
    key: K,
    system: boolean,
  ): number {
    const ids = new Set([...taken.values()].map((entry) => entry[key]));
    let id = system ? 999 : 1000;
    while (ids.has(id)) id += system ? -1 : 1;
    return id;
  }
}

function failed(words: string, exitCode: number): HostRefusal {
  return new HostRefusal('command-failed', words, { exitCode });
}
