import { escapedField, fieldProblem, plainField } from './fields.js';

export interface FstabEntry {
  /** `/dev/sdb1`, `UUID=…`, `host:/export`; spaces are spaces. */
  readonly device: string;
  /** Where it is mounted; `none` for swap. */
  readonly place: string;
  readonly type: string;
  readonly options: readonly string[];
  readonly dump: number;
  readonly pass: number;
}

/** By which fields the line of a wish is found. */
export type MatchOn = readonly (keyof FstabEntry)[];

export interface FstabEdit {
  readonly text: string;
  readonly outcome: 'present' | 'new' | 'change';
  /** The lines before and after; '' for none. */
  readonly before: string;
  readonly after: string;
}

/** Types whose device is a mere word, the same for many lines, or of which one device is mounted at several places. */
const withoutDevice = new Set(
  'none tmpfs sysfs proc fusectl debugfs securityfs devtmpfs cgroup cgroup2 btrfs overlay devpts'.split(' '),
);

export function fstabEntries(text: string): FstabEntry[] {
  return text.split('\n').flatMap((line) => entryOf(line) ?? []);
}

/** What one line says; `undefined` for a comment, an empty line and one that is no entry. The last two fields may be left out. */
export function entryOf(line: string): FstabEntry | undefined {
  return parsed(line)?.entry;
}

/** With what stands behind the fields: a comment mostly. `mount` and systemd go by such a line all the same. */
function parsed(line: string): { readonly entry: FstabEntry; readonly rest: string } | undefined {
  const found =
    /^[ \t]*([^ \t#][^ \t]*)[ \t]+([^ \t]+)[ \t]+([^ \t]+)(?:[ \t]+([^ \t#][^ \t]*)(?:[ \t]+(\d+)(?:[ \t]+(\d+))?)?)?(|[ \t].*?)\r?$/.exec(
      line,
    );
  const [, device, place, type, options = 'defaults', dump = '0', pass, rest = ''] = found ?? [];
  if (!device || !place || !type || (pass === undefined && !/^[ \t]*(#|$)/.test(rest))) return undefined;
  const entry = {
    device: plainField(device),
    place: plainField(place),
    type: plainField(type),
    options: plainField(options).split(','),
    dump: Number(dump),
    pass: Number(pass ?? '0'),
  };
  return { entry, rest: rest.trimEnd() };
}

export function lineOf(entry: FstabEntry): string {
  const words = [entry.device, entry.place, entry.type, entry.options.join(',')].map(escapedField);
  return [...words, String(entry.dump), String(entry.pass)].join('\t');
}

/** Why an entry cannot be written, or `undefined`. */
export function entryProblem(entry: FstabEntry): string | undefined {
  const fields = {
    'the device': entry.device,
    'the mount point': entry.place,
    'the file system type': entry.type,
    'the list of options': entry.options.join(','),
  };
  for (const [what, text] of Object.entries(fields)) {
    const problem = fieldProblem(what, text);
    if (problem) return problem;
  }
  if (entry.device.startsWith('#')) return 'a device that begins with # would be a comment';
  return undefined;
}

/** The line is replaced where there is one, else added at the end; every other line stays as it is, byte for byte. */
export function setEntry(text: string, entry: FstabEntry, matchOn: MatchOn | 'auto' = 'auto'): FstabEdit {
  const lines = text.split('\n');
  const at = findLine(lines, entry, matchOn);
  const before = at === undefined ? '' : (lines[at] ?? '');
  const now = at === undefined ? undefined : parsed(before);
  if (now && same(now.entry, entry)) return { text, outcome: 'present', before, after: before };
  const after = `${lineOf(entry)}${now?.rest ?? ''}${before.endsWith('\r') ? '\r' : ''}`;
  if (at !== undefined)
    return {
      text: lines.map((line, index) => (index === at ? after : line)).join('\n'),
      outcome: 'change',
      before,
      after,
    };
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return { text: `${start}${after}\n`, outcome: 'new', before: '', after };
}

/** What an edit takes away; `before` is '' where there was nothing. */
export type LineRemoval = Omit<FstabEdit, 'outcome'>;

/** Takes the lines of a mount point away; with a device, only those of it. */
export function removeEntry(text: string, place: string, device?: string): LineRemoval {
  const removed: string[] = [];
  const kept = text.split('\n').filter((line) => {
    const entry = entryOf(line);
    const meant =
      entry !== undefined && samePlace(entry.place, place) && (device === undefined || entry.device === device);
    if (meant) removed.push(line);
    return !meant;
  });
  return { text: kept.join('\n'), before: removed.join('\n'), after: '' };
}

/**
 * The mount point first: two places of one device are two lines. Only where no line has it, the line of the device is taken for
 * the one that is to be moved.
 */
function findLine(lines: readonly string[], entry: FstabEntry, matchOn: MatchOn | 'auto'): number | undefined {
  const by = (fields: MatchOn): number | undefined => {
    const found = lines.findIndex((line) => {
      const other = entryOf(line);
      return other !== undefined && fields.every((field) => alike(field, other, entry));
    });
    return found < 0 ? undefined : found;
  };
  if (matchOn !== 'auto') return by(matchOn);
  if (entry.place === 'none' || entry.type === 'swap') return by(['device']);
  return by(['place']) ?? (withoutDevice.has(entry.type) || entry.options.some(isBind) ? undefined : by(['device']));
}

export function isBind(option: string): boolean {
  return option === 'bind' || option === 'rbind';
}

function same(one: FstabEntry, other: FstabEntry): boolean {
  return (Object.keys(one) as (keyof FstabEntry)[]).every((field) => String(one[field]) === String(other[field]));
}

function alike(field: keyof FstabEntry, one: FstabEntry, other: FstabEntry): boolean {
  return field === 'place' ? samePlace(one.place, other.place) : String(one[field]) === String(other[field]);
}

/** For `mount`, a slash at the end makes no other folder. */
function samePlace(one: string, other: string): boolean {
  const plain = (path: string): string => path.replace(/(?<=.)\/+$/, '');
  return plain(one) === plain(other);
}
