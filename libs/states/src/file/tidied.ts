import { compilePattern } from '@fleet/edits';
import { HostRefusal, type FileStats, type Host, type HostView } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';
import { advised } from '../advice.js';
import { defineState, StepFailed } from '../definition.js';
import { impossible, step } from '../step.js';
import { nameOf, pathProblem, tidyPath } from './parts/absolute.js';
import { FileTidiedArgs } from './tidied.args.js';

/** More entries than these are not looked at in one run. */
const most = 200_000;
const day = 24 * 60 * 60 * 1000;

export const tidied = defineState({
  name: 'file.tidied',
  doc: 'Keep a directory, with all below it, free of files that are old or large. An age or size of 0 asks for none, where Salt takes every file for large enough; a directory goes only when it is empty.',
  destroys: 'The files that are old or large.',
  args: FileTidiedArgs,
  example: `/var/log/app:
  file.tidied:
    - age: 14
    - time_comparison: mtime
    - matches: '.*\\.log\\.gz$'
`,
  async plan(host, want, context) {
    const bad = pathProblem(want.name);
    if (bad) return impossible(bad);
    const name = tidyPath(want.name);
    const decide = criteria(want, Date.now());
    if (typeof decide === 'string') return impossible(decide);
    const stats = await host.files.statTarget(name);
    if (!stats && context.test) return { verdict: null, comment: `${name} does not exist yet` };
    if (stats?.kind !== 'directory')
      return impossible(stats ? `${name} is a ${stats.kind}, not a directory` : `${name} does not exist`);
    const doomed = await doomedBelow(host, name, decide, want.rmdirs);
    if (doomed.length === 0) return { steps: [], already: `nothing to remove from directory ${name}` };
    return {
      steps: [
        step(
          `remove ${doomed.length} entries from ${name}`,
          { removed: doomed },
          (machine) => removeAll(machine, doomed),
          { destructive: true },
        ),
      ],
      already: '',
      done: `Removed ${doomed.length} files or directories from directory ${name}`,
    };
  },
});

interface Criteria {
  /** Name or path. */
  readonly fits: (path: string) => boolean;
  readonly due: (stats: FileStats) => boolean;
}

function criteria(want: FileTidiedArgs, now: number): Criteria | string {
  const size = bytesOf(want.size);
  if (size === undefined) return `\`size\`: ${want.size} is no number of bytes, such as 500k or 10m`;
  if (want.age < 0) return '`age` is a number of days from 0';
  const patterns: { only: RegExpLike[]; spared: RegExpLike[] } = { only: [], spared: [] };
  for (const [texts, into] of [
    [want.matches, patterns.only],
    [want.exclude, patterns.spared],
  ] as const)
    for (const text of texts ?? []) {
      const compiled = compilePattern(text, []);
      if (typeof compiled === 'string') return compiled;
      into.push({ matches: (subject) => compiled.match(subject) !== undefined });
    }
  const both = want.age > 0 && size > 0 && want.age_size_only === undefined;
  const all = want.age_size_logical_operator.toUpperCase() === 'AND';
  return {
    fits(path) {
      const subject = want.full_path_match ? path : nameOf(path);
      const found = (pattern: RegExpLike): boolean => pattern.matches(subject);
      return (patterns.only.length === 0 || patterns.only.some(found)) && !patterns.spared.some(found);
    },
    due(stats) {
      if (stats.kind === 'symlink' && !want.rmlinks) return false;
      const time = want.time_comparison === 'atime' ? stats.accessed : stats.modified;
      const old = now - time >= want.age * day;
      // What a symlink leads to is none of its own size.
      const large = stats.kind !== 'symlink' && stats.size >= size;
      if (both) return all ? old && large : old || large;
      if (want.age_size_only === 'size' || (want.age_size_only === undefined && want.age === 0 && size > 0))
        return large;
      return old;
    },
  };
}

interface RegExpLike {
  readonly matches: (subject: string) => boolean;
}

/** Entries before the directories that they lie in; a directory only where all in it goes. */
async function doomedBelow(host: HostView, root: string, decide: Criteria, directories: boolean): Promise<string[]> {
  const doomed: string[] = [];
  let seen = 0;
  async function empties(directory: string): Promise<boolean> {
    let left = 0;
    for (const entry of await host.files.list(directory)) {
      if ((seen += 1) > most)
        throw new HostRefusal('too-large', `${root} holds more than ${most} entries`, { path: root });
      const path = `${directory}/${entry}`;
      const stats = await host.files.stat(path);
      if (!stats) continue;
      const goes =
        stats.kind === 'directory'
          ? (await empties(path)) && directories && decide.fits(path)
          : decide.fits(path) && decide.due(stats);
      if (goes) doomed.push(path);
      else left += 1;
    }
    return left === 0;
  }
  await empties(root);
  return doomed;
}

async function removeAll(host: Host, paths: readonly string[]): Promise<void> {
  const removed: Value[] = [];
  for (const path of paths) {
    try {
      const stats = await host.files.stat(path);
      // Something may have been put into it since.
      if (stats?.kind === 'directory' && (await host.files.list(path)).length > 0) continue;
      await host.files.remove(path);
    } catch (cause) {
      if (!(cause instanceof HostRefusal)) throw cause;
      const changes: ValueMap = removed.length === 0 ? new Map() : new Map<Value, Value>([['removed', removed]]);
      throw new StepFailed(advised(cause.code, cause.message), changes, { cause });
    }
    removed.push(path);
  }
}

/** `500`, `10k`, `1.5m`: a kibibyte has 1024 bytes. */
function bytesOf(written: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i.exec(written.trim());
  if (!found) return undefined;
  const power = ['', 'k', 'm', 'g', 't'].indexOf((found[2] ?? '').toLowerCase());
  return Math.floor(Number(found[1]) * 1024 ** power);
}
