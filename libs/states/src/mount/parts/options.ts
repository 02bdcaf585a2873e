import type { HostView } from '@fleet/platform';
import type { MountDetails } from '@fleet/storage';

export interface OptionWish {
  readonly type: string;
  readonly options: readonly string[];
  /** Words and keys that the kernel does not show. */
  readonly unseen: readonly string[];
  /** Keys that make no difference, by type of file system. */
  readonly ignored: ReadonlyMap<string, readonly string[]>;
  /** What the kernel shows instead of what is written. */
  readonly shownAs: ReadonlyMap<string, string>;
}

export interface OptionDifferences {
  /** What the mount certainly does not have. */
  readonly missing: readonly string[];
  /** What is not seen of it, which may be because the kernel tells nobody. */
  readonly unseen: readonly string[];
}

/** For mount, fstab, systemd and the programs that mount: the kernel never hears of them, or does not repeat them. */
const neverShown = new Set(
  (
    '_netdev auto noauto bg fg bind rbind comment credentials defaults delay_connect direct-io-mode group nogroup intr nointr ' +
    'loop offset sizelimit nobootwait nofail nonempty owner noowner pass passwd password port reconnect remount retry secret ' +
    'secretfile soft transform_symlinks user users nouser actimeo backup-volfile-servers silent loud private shared slave'
  ).split(' '),
);
/** They hold where their opposite is not shown. */
const opposites: ReadonlyMap<string, readonly string[]> = new Map([
  ['rw', ['ro']],
  ['suid', ['nosuid']],
  ['dev', ['nodev']],
  ['exec', ['noexec']],
  ['async', ['sync']],
  ['atime', ['noatime']],
  ['diratime', ['nodiratime']],
  ['norelatime', ['relatime']],
  ['strictatime', ['relatime', 'noatime']],
  ['symfollow', ['nosymfollow']],
  ['nolazytime', ['lazytime']],
]);

/** What a mount that is there lacks of the options that it is to have. */
export async function optionDifferences(
  host: HostView,
  wish: OptionWish,
  active: MountDetails,
): Promise<OptionDifferences> {
  const shown = new Set([...active.options, ...active.superOptions].map(normal));
  const keysShown = new Set([...shown].filter((option) => option.includes('=')).map(keyOf));
  const ignored = new Set([...neverShown, ...wish.unseen, ...(wish.ignored.get(wish.type) ?? [])]);
  const missing: string[] = [];
  const unseen: string[] = [];
  for (const written of wish.options) {
    const option = normal(await byNumber(host, asShown(written, wish)));
    const key = keyOf(option);
    if (option === '' || /^x-/i.test(option) || ignored.has(option) || ignored.has(key) || ignored.has(written))
      continue;
    const against = opposites.get(option);
    if (against ? against.every((other) => !shown.has(other)) : shown.has(option)) continue;
    const certain = against !== undefined || isFlagOfEveryMount(option) || (option.includes('=') && keysShown.has(key));
    (certain && !option.endsWith('%') ? missing : unseen).push(written);
  }
  return { missing, unseen };
}

/** Flags that were asked for before, are in force and are no longer wanted. */
export function leftOver(before: readonly string[], wish: readonly string[], active: MountDetails): string[] {
  return before.filter(
    (option) => isFlagOfEveryMount(option) && !wish.includes(option) && active.options.includes(option),
  );
}

function isFlagOfEveryMount(option: string): boolean {
  return /^(ro|nosuid|nodev|noexec|sync|dirsync|noatime|nodiratime|relatime|nosymfollow)$/.test(option);
}

function asShown(option: string, wish: OptionWish): string {
  const translated = wish.shownAs.get(option) ?? option;
  return wish.type === 'cifs' ? translated.replace(/^user=/, 'username=') : translated;
}

/** Sizes in bytes, modes without leading zeros: as wishes and the kernel write them differently. */
function normal(option: string): string {
  const size = /^(size|nr_inodes)=(\d+)([kmgt]?)$/i.exec(option);
  if (size)
    return `${size[1]}=${BigInt(size[2] ?? '0') * 1024n ** BigInt(' kmgt'.indexOf((size[3] || ' ').toLowerCase()))}`;
  return option.replace(/^((?:mode|umask|dmask|fmask)=)0+(?=[0-7])/, '$1');
}

async function byNumber(host: HostView, option: string): Promise<string> {
  const [, key, name = ''] = /^(uid|gid)=(.*\D.*)$/.exec(option) ?? [];
  if (key === undefined) return option;
  const found = key === 'uid' ? (await host.accounts.user(name))?.uid : (await host.accounts.group(name))?.gid;
  return found === undefined ? option : `${key}=${found}`;
}

function keyOf(option: string): string {
  return option.split('=')[0] ?? option;
}
