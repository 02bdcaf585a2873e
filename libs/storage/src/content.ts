import { HostRefusal, type HostView } from '@fleet/platform';
import { mountDetails } from './mounts.js';
import { realPath } from './real-path.js';
import { swaps } from './swaps.js';

/** What lies on a device, and who uses it. */
export interface DeviceContent {
  /** Bytes. */
  readonly size: number;
  readonly readOnly: boolean;
  /** TYPE of `blkid -p`: `ext4`, `swap`, `LVM2_member`, …; '' without. */
  readonly type: string;
  readonly label: string;
  /** A partition table: `gpt`, `dos`; '' without. */
  readonly partitions: string;
  /** Why it is in use, in words; empty where nobody uses it. */
  readonly users: readonly string[];
  /** Nothing but zeros at its beginning and its end; looked at only where nothing else says that it holds something. */
  readonly blank: boolean;
}

/** At either end. Partitions mostly begin at 1 MiB: a disk that has lost its partition table is not blank behind that. */
export const probedBytes = 4 * 1024 * 1024;

/** Looks at a device, by its real path. A sentence where one cannot look. */
export async function deviceContent(host: HostView, device: string): Promise<DeviceContent | string> {
  const rows = await blockRows(host, device);
  if (typeof rows === 'string') return rows;
  const [own, ...children] = rows;
  if (!own) return `${device} is no block device`;
  const tags = await signatures(host, device);
  if (typeof tags === 'string') return tags;
  const size = Number(own['size']);
  if (!(size > 0)) return `${device} has no size: there is no medium in it`;
  const type = tags === null ? 'the signatures of several things' : (tags.get('TYPE') ?? '');
  const partitions = tags === null ? '' : (tags.get('PTTYPE') ?? '');
  const users = [
    ...(await mountDetails(host))
      // A volume of lvm is mounted under another name than its node has.
      .filter((mount) => mount.device === device || `${mount.major}:${mount.minor}` === own['maj:min'])
      .map(({ place }) => `is mounted on ${place}`),
    ...(await usedForSwap(host, device)),
    ...children.map((child) => `holds ${String(child['type'])} ${String(child['path'])}`),
  ];
  const readOnly = own['ro'] === true || own['ro'] === '1';
  const looksFree = users.length === 0 && !readOnly && type === '' && partitions === '';
  const blank = looksFree && (await isBlank(host, device, size));
  if (blank) {
    const claim = await claimed(host, device);
    if (claim !== undefined) users.push(claim);
  }
  return { size, readOnly, type, label: tags === null ? '' : (tags.get('LABEL') ?? ''), partitions, users, blank };
}

/**
 * The kernel lets nobody else have a device that is mounted in any namespace, or is part of an array, a pool or a cache. `wipefs` asks it for the device
 * before it looks for signatures, by other means than `blkid`; with `--no-act` it writes nothing.
 */
async function claimed(host: HostView, device: string): Promise<string | undefined> {
  const answer = await ask(host, ['wipefs', '--no-act', '--all', '--', device]);
  if (typeof answer === 'string') return `may be in use, which cannot be seen: ${answer}`;
  if (answer.exitCode !== 0) return `may be in use: ${(answer.stderr || answer.stdout).trim()}`;
  return answer.stdout.trim() === '' ? undefined : `holds what wipefs knows: ${answer.stdout.trim()}`;
}

/** The device and, below it, its partitions and what lvm, md and crypt have made of it. */
async function blockRows(host: HostView, device: string): Promise<Record<string, unknown>[] | string> {
  // Columns that util-linux 2.34 has, too.
  const words = ['lsblk', '--json', '--bytes', '--output', 'PATH,TYPE,SIZE,RO,MAJ:MIN', '--', device] as const;
  const answer = await ask(host, words);
  if (typeof answer === 'string') return answer;
  if (answer.exitCode !== 0) return `${device} is no block device: ${answer.stderr || answer.stdout}`;
  const flat = (rows: readonly Record<string, unknown>[]): Record<string, unknown>[] =>
    rows.flatMap((row) => [row, ...flat((row['children'] as Record<string, unknown>[] | undefined) ?? [])]);
  try {
    return flat((JSON.parse(answer.stdout) as { blockdevices: Record<string, unknown>[] }).blockdevices);
  } catch {
    return `what lsblk tells of ${device} is not understood`;
  }
}

/** What `blkid` reads from the device itself, past its cache; a sentence where it cannot, or knows several things. */
export async function signature(host: HostView, device: string): Promise<ReadonlyMap<string, string> | string> {
  const tags = await signatures(host, device);
  return tags === null ? `${device} holds the signatures of several things: \`wipefs ${device}\` lists them` : tags;
}

/** `null` for several things: it ends with 8 there, and with 2 where it knows nothing; also where it could not look, and says so. */
async function signatures(host: HostView, device: string): Promise<ReadonlyMap<string, string> | string | null> {
  const answer = await ask(host, ['blkid', '-p', '-o', 'export', '--', device]);
  if (typeof answer === 'string') return answer;
  if (answer.exitCode === 8) return null;
  if (answer.exitCode !== 0 && (answer.exitCode !== 2 || answer.stderr.trim() !== ''))
    return `blkid cannot read ${device}: ${answer.stderr.trim()}`;
  const lines = answer.stdout.split('\n').filter((line) => line.includes('='));
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replace(/\\(.)/g, '$1')]),
  );
}

async function usedForSwap(host: HostView, device: string): Promise<string[]> {
  const used = await Promise.all((await swaps(host)).map(({ name }) => realPath(host, name)));
  return used.includes(device) ? ['is used for swap'] : [];
}

async function isBlank(host: HostView, device: string, size: number): Promise<boolean> {
  const amount = Math.min(size, probedBytes);
  for (const from of new Set([0, Math.max(size - probedBytes, 0)])) {
    const words = ['cmp', '--quiet', `--bytes=${amount}`, `--ignore-initial=${from}:0`, device, '/dev/zero'] as const;
    const answer = await ask(host, words);
    if (typeof answer === 'string' || answer.exitCode !== 0) return false;
  }
  return true;
}

async function ask(
  host: HostView,
  words: readonly [string, ...string[]],
): Promise<Awaited<ReturnType<HostView['commands']['probe']>> | string> {
  try {
    return await host.commands.probe(words);
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT') return `this machine has no ${words[0]}`;
    throw cause;
  }
}

/** Why a new file system must not be made on a device, or `undefined`: it holds nothing, and nobody uses it. */
export function whyNotFormat(device: string, content: DeviceContent): string | undefined {
  if (content.users.length > 0) return `${device} is in use: it ${content.users.join(', ')}`;
  if (content.readOnly) return `${device} is read-only`;
  if (content.type !== '') return `${device} holds ${content.type}${content.label === '' ? '' : ` (${content.label})`}`;
  if (content.partitions !== '') return `${device} has a partition table (${content.partitions})`;
  if (!content.blank) return `${device} is not blank: there is something at its beginning or its end that nobody knows`;
  return undefined;
}

/** Types that `mkfs` may make, and how it takes a label. None of them is ever told to go over what is there. */
const labelOption: Readonly<Record<string, string>> = {
  ext2: '-L',
  ext3: '-L',
  ext4: '-L',
  xfs: '-L',
  btrfs: '-L',
  f2fs: '-l',
  vfat: '-n',
  exfat: '-L',
  swap: '-L',
};

export function formatProblem(type: string): string | undefined {
  return Object.hasOwn(labelOption, type)
    ? undefined
    : `${type} is no file system that is made here; there are ${Object.keys(labelOption).join(', ')}`;
}

export function formatWords(device: string, type: string, label: string | undefined): readonly [string, ...string[]] {
  const program = type === 'swap' ? 'mkswap' : `mkfs.${type}`;
  return [program, ...(label === undefined ? [] : [labelOption[type] ?? '-L', label]), device];
}
