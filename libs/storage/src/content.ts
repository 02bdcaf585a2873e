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
  /** Nothing but zeros at its beginning and its end. */
  readonly blank: boolean;
}

const probed = 1024 * 1024;

/** Looks at a device, by its real path. A sentence where one cannot look. */
export async function deviceContent(host: HostView, device: string): Promise<DeviceContent | string> {
  const rows = await blockRows(host, device);
  if (typeof rows === 'string') return rows;
  const [own, ...children] = rows;
  if (!own) return `${device} is no block device`;
  const tags = await signature(host, device);
  if (typeof tags === 'string') return tags;
  const size = Number(own['size']);
  const users = [
    ...(await mountDetails(host))
      .filter((mount) => mount.device === device)
      .map(({ place }) => `is mounted on ${place}`),
    ...(await usedForSwap(host, device)),
    ...children.map((child) => `holds ${String(child['type'])} ${String(child['path'])}`),
  ];
  return {
    size,
    readOnly: own['ro'] === true || own['ro'] === '1',
    type: tags.get('TYPE') ?? '',
    label: tags.get('LABEL') ?? '',
    partitions: tags.get('PTTYPE') ?? '',
    users,
    blank: await isBlank(host, device, size),
  };
}

/** The device and, below it, its partitions and what lvm, md and crypt have made of it. */
async function blockRows(host: HostView, device: string): Promise<Record<string, unknown>[] | string> {
  // Columns that util-linux 2.34 has, too.
  const words = ['lsblk', '--json', '--bytes', '--output', 'PATH,TYPE,SIZE,RO', '--', device] as const;
  const answer = await ask(host, words);
  if (typeof answer === 'string') return answer;
  if (answer.exitCode !== 0) return `${device} is no block device: ${answer.stderr || answer.stdout}`;
  const flat = (rows: readonly Record<string, unknown>[]): Record<string, unknown>[] =>
    rows.flatMap((row) => [row, ...flat((row['children'] as Record<string, unknown>[] | undefined) ?? [])]);
  return flat((JSON.parse(answer.stdout) as { blockdevices: Record<string, unknown>[] }).blockdevices);
}

/** What `blkid` reads from the device itself, past its cache: it ends with 2 where nothing is known, with 8 where several things are. */
export async function signature(host: HostView, device: string): Promise<ReadonlyMap<string, string> | string> {
  const answer = await ask(host, ['blkid', '-p', '-o', 'export', '--', device]);
  if (typeof answer === 'string') return answer;
  if (answer.exitCode === 8) return `${device} holds the signatures of several things: \`wipefs ${device}\` lists them`;
  if (answer.exitCode !== 0 && answer.exitCode !== 2) return `blkid cannot read ${device}: ${answer.stderr}`;
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
  const amount = Math.min(size, probed);
  for (const from of new Set([0, Math.max(size - probed, 0)])) {
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
