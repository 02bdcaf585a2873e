export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly fullname: string;
  /** The whole comment field, where it holds more than the full name: room, telephone numbers and the rest follow after commas. */
  readonly comment?: string;
  readonly home: string;
  readonly shell: string;
  /** Supplementary groups by name, sorted; the primary group is not among them. */
  readonly groups: readonly string[];
}

export interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

export interface AccountsView {
  user(name: string): Promise<User | undefined>;
  group(name: string): Promise<Group | undefined>;
  userById(uid: number): Promise<User | undefined>;
  groupById(gid: number): Promise<Group | undefined>;
  /** All that the machine's own files name, and other sources where they list theirs; in that order. */
  listUsers(): Promise<User[]>;
  listGroups(): Promise<Group[]>;
  /** How an account of this machine proves itself; `undefined` for one that only another source knows. */
  password(name: string): Promise<PasswordRecord | undefined>;
}

/** Days are counted from 1970-01-01; `undefined` where the field is empty. */
export interface PasswordRecord {
  /** As crypt wrote it: '' for none, with `!` or `*` before it for one that nobody can log in with. */
  readonly hash: string;
  /** Day of the last change; 0: it must be changed at the next login. */
  readonly changed?: number;
  /** Days that must pass between changes, after which it must be changed, before which that is warned of. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly warning?: number;
  /** Days for which an expired password is still taken. */
  readonly inactive?: number;
  /** Day after which nobody can log in. */
  readonly expires?: number;
}

export interface UserWish {
  readonly uid?: number;
  /** Primary group: a name or an id. */
  readonly gid?: string | number;
  /** The rest of the comment field stays. */
  readonly fullname?: string;
  /** The whole comment field, instead of the full name. */
  readonly comment?: string;
  readonly home?: string;
  readonly createHome?: boolean;
  readonly shell?: string;
  readonly system?: boolean;
  readonly groups?: readonly string[];
}

export interface Accounts extends AccountsView {
  addUser(name: string, wish: UserWish): Promise<void>;
  /** Sets exactly what the wish names; `groups` is then the full supplementary list. */
  changeUser(name: string, wish: UserWish): Promise<void>;
  /** `force`: also while somebody is logged in with it. */
  removeUser(name: string, options?: { purge?: boolean; force?: boolean }): Promise<void>;
  /** Sets what is given; a number of -1 empties the field. */
  setPassword(name: string, change: Partial<PasswordRecord>): Promise<void>;
  addGroup(name: string, options?: { gid?: number; system?: boolean }): Promise<void>;
  changeGroup(name: string, options: { gid: number }): Promise<void>;
  removeGroup(name: string): Promise<void>;
}
