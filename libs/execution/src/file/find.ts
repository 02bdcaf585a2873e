import { Arg } from '@fleet/arguments';
import type { FileKind } from '@fleet/platform';
import { matchGlob, searchPattern } from '@fleet/targeting';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { PathArgs } from './path.args.js';
import { walk, type Entry } from './walk.js';

export class FileFindArgs extends PathArgs {
  @Arg({ doc: 'A glob on names.', type: 'string', optional: true })
  name?: string;

  @Arg({ doc: 'A glob on names, without regard to case.', type: 'string', optional: true })
  iname?: string;

  @Arg({ doc: 'A regular expression on paths.', type: 'string', optional: true })
  regex?: string;

  @Arg({ doc: 'A regular expression on paths, without regard to case.', type: 'string', optional: true })
  iregex?: string;

  @Arg({
    doc: 'Letters of kinds: f file, d directory, l symlink, p pipe, s socket, b block, c character device.',
    type: 'string',
    optional: true,
  })
  type?: string;

  @Arg({ doc: 'Names or ids of owners, joined by commas.', type: 'string', optional: true })
  owner?: string;

  @Arg({ doc: 'Names or ids of groups, joined by commas.', type: 'string', optional: true })
  group?: string;

  @Arg({ doc: 'How deep to look; 1 is what lies in the folder itself.', type: 'int', optional: true })
  maxdepth?: number;

  @Arg({ doc: 'What is less deep is left out; 0 is the path itself.', type: 'int', default: 0 })
  mindepth!: number;

  @Arg({
    doc: 'What to answer of each: path, name, type, size, mode, user, group, mtime; joined by commas for a list each.',
    type: 'string',
    default: 'path',
  })
  print!: string;
}

const letters: Readonly<Record<FileKind, string>> = {
  file: 'f',
  directory: 'd',
  symlink: 'l',
  fifo: 'p',
  socket: 's',
  block: 'b',
  character: 'c',
};

export const find = defineFunction({
  name: 'file.find',
  doc: 'The entries below a path that fit all that is asked, sorted; nothing is deleted or run.',
  args: FileFindArgs,
  example: "file.find /etc/nginx type=f name='*.conf'",
  looks: true,
  async run(host, want) {
    const fits = criteria(want);
    const columns = want.print.split(',').map((column) => column.trim());
    const unknown = columns.find((column) => !Object.hasOwn(printers, column));
    if (unknown !== undefined)
      throw new FunctionRefused(
        'bad-arguments',
        `file.find: print knows ${Object.keys(printers).join(', ')}, not ${unknown}`,
      );
    const found: Value[] = [];
    for await (const entry of walk(host, want.path, want.maxdepth ?? Number.POSITIVE_INFINITY)) {
      if (entry.depth < want.mindepth || !fits(entry)) continue;
      const [user, group] = await Promise.all([
        host.accounts.userById(entry.stats.uid),
        host.accounts.groupById(entry.stats.gid),
      ]);
      const owners = { user: user?.name ?? String(entry.stats.uid), group: group?.name ?? String(entry.stats.gid) };
      if (!among(want.owner, owners.user, entry.stats.uid) || !among(want.group, owners.group, entry.stats.gid))
        continue;
      const printed = columns.map((column) => printers[column]?.(entry, owners) ?? null);
      found.push(printed.length === 1 ? (printed[0] ?? null) : printed);
    }
    return found;
  },
});

const printers: Readonly<Record<string, (entry: Entry, owners: { user: string; group: string }) => Value>> = {
  path: ({ path }) => path,
  name: ({ name }) => name,
  type: ({ stats }) => letters[stats.kind],
  size: ({ stats }) => stats.size,
  mode: ({ stats }) => stats.mode.toString(8).padStart(4, '0'),
  mtime: ({ stats }) => Math.floor(stats.modified / 1000),
  user: (_entry, { user }) => user,
  group: (_entry, { group }) => group,
};

function among(wanted: string | undefined, name: string, id: number): boolean {
  return wanted === undefined || wanted.split(',').some((one) => one.trim() === name || one.trim() === String(id));
}

function criteria(want: FileFindArgs): (entry: Entry) => boolean {
  const tests: ((entry: Entry) => boolean)[] = [];
  const { name, iname, regex, iregex, type } = want;
  if (name !== undefined) tests.push((entry) => matchGlob(name, entry.name));
  if (iname !== undefined) tests.push((entry) => matchGlob(iname.toLowerCase(), entry.name.toLowerCase()));
  if (type !== undefined) tests.push((entry) => type.includes(letters[entry.stats.kind]));
  for (const [pattern, fold] of [
    [regex, ''],
    [iregex, '(?i)'],
  ] as const) {
    if (pattern === undefined) continue;
    const search = searchPattern(fold + pattern);
    if ('malformed' in search) throw new FunctionRefused('bad-arguments', `file.find: ${search.malformed}`);
    tests.push((entry) => search.finds(entry.path));
  }
  return (entry) => tests.every((test) => test(entry));
}
