import { modeText } from '@fleet/arguments';
import type { FileStats, HostView, Ownership } from '@fleet/platform';

export interface OwnerWish {
  readonly user?: string | undefined;
  readonly group?: string | undefined;
  readonly mode?: number | undefined;
}

export interface Owner {
  /** What is known now: accounts that do not exist are left out and listed in `missing`. */
  readonly ownership: Ownership;
  /** `user cortensord`, `group adm`. */
  readonly missing: readonly string[];
}

/** The ids behind names; a number is taken for an id where no account has it for a name. */
export async function resolveOwner(host: HostView, wish: OwnerWish): Promise<Owner> {
  const missing: string[] = [];
  const uid =
    wish.user === undefined ? undefined : await idOf(wish.user, async (name) => (await host.accounts.user(name))?.uid);
  const gid =
    wish.group === undefined
      ? undefined
      : await idOf(wish.group, async (name) => (await host.accounts.group(name))?.gid);
  if (wish.user !== undefined && uid === undefined) missing.push(`user ${wish.user}`);
  if (wish.group !== undefined && gid === undefined) missing.push(`group ${wish.group}`);
  return { ownership: owned(uid, gid, wish.mode), missing };
}

/** For steps: an account may have come to be since the plan was made. */
export async function ownerNow(host: HostView, wish: OwnerWish): Promise<Ownership> {
  return (await resolveOwner(host, wish)).ownership;
}

export function missingSentence(missing: readonly string[]): string {
  return missing.map((account) => `${account} does not exist`).join(', ');
}

export function owned(uid?: number, gid?: number, mode?: number): Ownership {
  return {
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    ...(mode === undefined ? {} : { mode }),
  };
}

/** `{user: 'root', mode: '0644'}`: what of the wish the entry does not have; empty where it has all. */
export function ownerChanges(stats: FileStats | undefined, wish: OwnerWish, owner: Owner): Record<string, string> {
  const changes: Record<string, string> = {};
  const { uid, gid } = owner.ownership;
  if (wish.user !== undefined && (uid === undefined || stats?.uid !== uid)) changes['user'] = wish.user;
  if (wish.group !== undefined && (gid === undefined || stats?.gid !== gid)) changes['group'] = wish.group;
  if (wish.mode !== undefined && stats?.mode !== wish.mode) changes['mode'] = modeText(wish.mode);
  return changes;
}

async function idOf(name: string, find: (name: string) => Promise<number | undefined>): Promise<number | undefined> {
  return (await find(name)) ?? (/^[0-9]{1,10}$/.test(name) ? Number(name) : undefined);
}
