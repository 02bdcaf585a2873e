import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HostRefusal, type Accounts, type Group, type PasswordRecord, type User, type UserWish } from '../host.js';
import { commentOf, parseGroup, parsePasswd, parseShadow, withGroups } from './account-files.js';
import { refusing } from './refusal.js';
import { type Tools, toolFailed } from './tools.js';

/** Sources that are these files, or that hold no accounts of people and services that a state could mean. */
const localSources = ['files', 'compat', 'systemd'];

/** Local accounts from their files; `getent` is asked only where the machine has other sources (LDAP, sssd). */
export class LinuxAccounts implements Accounts {
  /** useradd and its kin lock the files and give up at once where they are locked. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly tools: Tools) {}

  user(name: string): Promise<User | undefined> {
    return this.findUser(name, (user) => user.name === name);
  }
  userById(uid: number): Promise<User | undefined> {
    return this.findUser(String(uid), (user) => user.uid === uid);
  }
  group(name: string): Promise<Group | undefined> {
    return this.findGroup(name, (group) => group.name === name);
  }
  groupById(gid: number): Promise<Group | undefined> {
    return this.findGroup(String(gid), (group) => group.gid === gid);
  }

  async listUsers(): Promise<User[]> {
    const [passwd, group, others] = await Promise.all([
      read('/etc/passwd'),
      read('/etc/group'),
      this.askOthers('passwd'),
    ]);
    const groups = parseGroup(group);
    return firstOfEachName(parsePasswd(`${passwd}\n${others}`)).map((entry) => withGroups(entry, groups));
  }
  async listGroups(): Promise<Group[]> {
    return firstOfEachName(parseGroup(`${await read('/etc/group')}\n${await this.askOthers('group')}`));
  }

  async addUser(name: string, wish: UserWish): Promise<void> {
    checkName(name);
    const args = userOptions(wish);
    args.push((wish.createHome ?? !wish.system) ? '--create-home' : '--no-create-home');
    // useradd makes a group of the user's name, and refuses where there is one already.
    if (wish.gid === undefined && (await this.group(name))) args.push('--gid', name);
    if (wish.system) args.push('--system');
    await this.change(['useradd', ...args, '--', name]);
  }

  async changeUser(name: string, wish: UserWish): Promise<void> {
    checkName(name);
    const { fullname } = wish;
    const comment = fullname === undefined ? wish.comment : commentOf(fullname, (await this.user(name))?.comment);
    const args = userOptions({ ...wish, ...(comment === undefined ? {} : { comment }) });
    if (args.length > 0) await this.change(['usermod', ...args, '--', name]);
    if (wish.createHome) await this.makeHome(name);
  }

  async password(name: string): Promise<PasswordRecord | undefined> {
    return parseShadow(await read('/etc/shadow')).get(name);
  }

  async setPassword(name: string, change: Partial<PasswordRecord>): Promise<void> {
    checkName(name);
    if (change.hash !== undefined) {
      if (/[:\n]/.test(change.hash))
        throw new HostRefusal('bad-password', 'the hash of a password holds no colon and no line break', { name });
      // Through standard input: every process of the machine can read the words of a command.
      await this.change(['chpasswd', '--encrypted'], `${name}:${change.hash}\n`);
    }
    const days = agingOptions(change);
    if (days.length > 0) await this.change(['chage', ...days, '--', name]);
  }

  async removeUser(name: string, options: { purge?: boolean; force?: boolean } = {}): Promise<void> {
    checkName(name);
    await this.change([
      'userdel',
      ...(options.purge ? ['--remove'] : []),
      ...(options.force ? ['--force'] : []),
      '--',
      name,
    ]);
  }

  async addGroup(name: string, options: { gid?: number; system?: boolean } = {}): Promise<void> {
    checkName(name);
    const gid = options.gid === undefined ? [] : ['--gid', String(options.gid)];
    await this.change(['groupadd', ...gid, ...(options.system ? ['--system'] : []), '--', name]);
  }

  async changeGroup(name: string, options: { gid: number }): Promise<void> {
    checkName(name);
    await this.change(['groupmod', '--gid', String(options.gid), '--', name]);
  }

  async removeGroup(name: string): Promise<void> {
    checkName(name);
    await this.change(['groupdel', '--', name]);
  }

  private async findUser(
    key: string,
    fits: (user: { name: string; uid: number }) => boolean,
  ): Promise<User | undefined> {
    const [passwd, group] = await Promise.all([read('/etc/passwd'), read('/etc/group')]);
    const entry = parsePasswd(passwd).find(fits) ?? parsePasswd(await this.askOthers('passwd', key)).find(fits);
    return entry && withGroups(entry, parseGroup(group));
  }

  private async findGroup(key: string, fits: (group: Group) => boolean): Promise<Group | undefined> {
    return parseGroup(await read('/etc/group')).find(fits) ?? parseGroup(await this.askOthers('group', key)).find(fits);
  }

  /** Without a key: what sources that are no files list of themselves. */
  private async askOthers(database: 'passwd' | 'group', key?: string): Promise<string> {
    const sources = new RegExp(`^${database}:(.*)$`, 'm').exec(await read('/etc/nsswitch.conf'))?.[1] ?? 'files';
    const others = sources
      .replace(/\[[^\]]*\]/g, ' ')
      .split(/\s+/)
      .filter((source) => source !== '' && !localSources.includes(source));
    if (others.length === 0 || key === '' || key?.startsWith('-')) return '';
    const asked = key === undefined ? [database] : [database, key];
    const result = await this.tools.ask(['getent', '--', ...asked], { timeout: 10_000 });
    // 2: no such key.
    if (result.exitCode !== 0 && result.exitCode !== 2) throw toolFailed(['getent', ...asked], result);
    return result.stdout;
  }

  private async change(argv: readonly [string, ...string[]], stdin?: string): Promise<void> {
    const options = stdin === undefined ? {} : { stdin };
    const run = this.turn.then(async () => {
      let result = await this.tools.ask(argv, options);
      for (let attempt = 0; attempt < 10 && result.exitCode !== 0 && /cannot lock/.test(result.stderr); attempt += 1) {
        await sleep(500);
        result = await this.tools.ask(argv, options);
      }
      if (result.exitCode !== 0) throw toolFailed(argv, result);
    });
    this.turn = run.catch(() => undefined);
    await run;
  }

  /** usermod makes no home; this is what useradd would have made. */
  private async makeHome(name: string): Promise<void> {
    const user = await this.user(name);
    if (!user || (await fs.lstat(user.home).catch(() => undefined))) return;
    await refusing('make home', user.home, makeHome(user));
  }
}

/** Where sources name the same account, the first is the one that counts. */
function firstOfEachName<Entry extends { readonly name: string }>(entries: readonly Entry[]): Entry[] {
  const byName = new Map<string, Entry>();
  for (const entry of entries) if (!byName.has(entry.name)) byName.set(entry.name, entry);
  return [...byName.values()];
}

function userOptions(wish: UserWish): string[] {
  const args: string[] = [];
  if (wish.uid !== undefined) args.push('--uid', String(wish.uid));
  if (wish.gid !== undefined) args.push('--gid', String(wish.gid));
  const comment = wish.comment ?? wish.fullname;
  if (comment !== undefined) args.push('--comment', comment);
  if (wish.home !== undefined) args.push('--home', wish.home);
  if (wish.shell !== undefined) args.push('--shell', wish.shell);
  if (wish.groups !== undefined) args.push('--groups', wish.groups.join(','));
  return args;
}

function agingOptions(change: Partial<PasswordRecord>): string[] {
  const fields = [
    ['--lastday', change.changed],
    ['--mindays', change.minimum],
    ['--maxdays', change.maximum],
    ['--warndays', change.warning],
    ['--inactive', change.inactive],
    ['--expiredate', change.expires],
  ] as const;
  return fields.flatMap(([option, days]) => (days === undefined ? [] : [option, String(days)]));
}

function checkName(name: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_.-]{0,31}\$?$/.test(name)) return;
  throw new HostRefusal('bad-name', `${name} is not a name for an account`, { name });
}

async function read(path: string): Promise<string> {
  return fs.readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}

/** Nobody else gets into it before it is whole, so that nobody can put a symlink where something is written or given away. */
async function makeHome(owner: User): Promise<void> {
  await fs.mkdir(dirname(owner.home), { recursive: true });
  await fs.mkdir(owner.home, 0o700);
  try {
    await copySkeleton('/etc/skel', owner.home, owner);
  } catch (error) {
    // Half a home would be taken for one that is there.
    await fs.rm(owner.home, { recursive: true, force: true });
    throw error;
  }
}

async function copySkeleton(from: string, to: string, owner: User): Promise<void> {
  for (const entry of await fs.readdir(from, { withFileTypes: true }).catch(() => [])) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await fs.mkdir(target).then(() => copySkeleton(source, target, owner));
    else if (entry.isFile()) await fs.copyFile(source, target).then(() => fs.chown(target, owner.uid, owner.gid));
  }
  await fs.chown(to, owner.uid, owner.gid);
}
