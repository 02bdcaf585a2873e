import type { HostView } from '@fleet/platform';
import { fromPlain, type Value, type ValueMap } from '@fleet/values';
import { defineState, type StateContext, type Step } from '../definition.js';
import { impossible, step } from '../step.js';
import { FileDirectoryArgs } from './directory.args.js';
import { pathProblem, tidyPath } from './parts/absolute.js';
import { makeParents, parentState } from './parts/make-parents.js';
import {
  missingSentence,
  ownerChanges,
  ownerNow,
  resolveOwner,
  type Owner,
  type OwnerWish,
} from './parts/ownership.js';
import { patternProblem, patternTest, sparing } from './parts/spared.js';

const recursable = ['user', 'group', 'mode', 'ignore_files', 'ignore_dirs', 'silent'];

export const directory = defineState({
  name: 'file.directory',
  doc: 'Keep a directory, with owner and mode; on request of everything in it, or with nothing foreign in it.',
  destroys: 'With `clean` what is in it and nobody asked for; with `force` what stands in its place.',
  args: FileDirectoryArgs,
  example: `/var/lib/app:
  file.directory:
    - user: root
    - mode: '0750'
    - makedirs: True
`,
  async plan(host, want, context) {
    const bad = pathProblem(want.name) ?? patternProblem(want.exclude_pat) ?? problemOf(want);
    if (bad) return impossible(bad);
    const name = tidyPath(want.name);
    const wish: OwnerWish = { user: want.user, group: want.group, mode: want.dir_mode ?? want.mode };
    const owner = await resolveOwner(host, wish);
    if (owner.missing.length > 0 && !context.test) return impossible(missingSentence(owner.missing));
    const warnings = owner.missing.map((account) => `${account} does not exist yet`);

    const own = await host.files.stat(name);
    const followed = own?.kind === 'symlink' && want.allow_symlink ? await host.files.statTarget(name) : own;
    const steps: Step[] = [];
    if (followed?.kind !== 'directory') {
      if (own && !want.force)
        return impossible(`${name} is a ${own.kind}, not a directory (\`force: True\` would replace it)`);
      const parents = await parentState(host, name, want.makedirs);
      if (parents !== 'ok' && parents !== 'make') {
        if (!context.test) return impossible(parents);
        warnings.push(parents);
      }
      if (own)
        steps.push(
          step(
            `remove the ${own.kind} ${name}`,
            { [name]: { removed: own.kind } },
            (machine) => machine.files.remove(name),
            { destructive: true },
          ),
        );
      const changes = { [name]: { directory: 'new', ...ownerChanges(undefined, wish, owner) } };
      steps.push(
        step(`make the directory ${name}`, changes, async (machine) => {
          if (parents === 'make') await makeParents(machine, name, wish);
          await machine.files.makeDirectory(name, await ownerNow(machine, wish));
        }),
      );
      return { steps, already: '', done: `the directory ${name} is made`, warnings };
    }
    const access = ownerChanges(followed, wish, owner);
    if (Object.keys(access).length > 0) steps.push(setting(name, access, wish));
    if (want.recurse) steps.push(...(await recursing(host, name, want, owner)));
    if (want.clean) steps.push(...(await cleaning(host, name, want.exclude_pat, context)));
    return {
      steps,
      already: `the directory ${name} is in the correct state`,
      done: `the directory ${name} is updated`,
      warnings,
    };
  },
});

function problemOf(want: FileDirectoryArgs): string | undefined {
  const unknown = want.recurse?.find((word) => !recursable.includes(word));
  if (unknown !== undefined) return `\`recurse\` knows ${recursable.join(', ')}, not ${unknown}`;
  for (const word of ['user', 'group'] as const) {
    if (want.recurse?.includes(word) && want[word] === undefined)
      return `\`recurse\` asks for ${word}, and there is no \`${word}\``;
  }
  return undefined;
}

function setting(path: string, access: Record<string, string>, wish: OwnerWish): Step {
  return step(`set ${Object.keys(access).join(', ')} of ${path}`, { [path]: access }, async (machine) =>
    machine.files.setOwnership(path, await ownerNow(machine, wish), { follow: true }),
  );
}

/** Owner and mode of everything below; symlinks get owners but are neither followed nor given modes. */
async function recursing(host: HostView, root: string, want: FileDirectoryArgs, owner: Owner): Promise<Step[]> {
  const words = new Set(want.recurse);
  const excluded = patternTest(want.exclude_pat);
  const steps: Step[] = [];
  async function visit(directoryPath: string, depth: number): Promise<void> {
    if (want.max_depth !== undefined && depth > want.max_depth) return;
    for (const entry of await host.files.list(directoryPath)) {
      const path = `${directoryPath}/${entry}`;
      const stats = await host.files.stat(path);
      if (!stats || excluded(path.slice(root.length + 1))) continue;
      const isDirectory = stats.kind === 'directory';
      if (!words.has(isDirectory ? 'ignore_dirs' : 'ignore_files')) {
        const mode =
          !words.has('mode') || stats.kind === 'symlink'
            ? undefined
            : isDirectory
              ? (want.dir_mode ?? want.mode)
              : want.file_mode;
        const wish: OwnerWish = {
          user: words.has('user') ? want.user : undefined,
          group: words.has('group') ? want.group : undefined,
          mode,
        };
        const access = ownerChanges(stats, wish, owner);
        if (Object.keys(access).length > 0) {
          steps.push(
            step(`set ${Object.keys(access).join(', ')} of ${path}`, { [path]: access }, async (machine) =>
              machine.files.setOwnership(path, await ownerNow(machine, wish), { follow: false }),
            ),
          );
        }
      }
      if (isDirectory) await visit(path, depth + 1);
    }
  }
  await visit(root, 1);
  return steps;
}

/** Removes what nothing keeps; a directory that goes, goes whole. */
export async function cleaning(
  host: HostView,
  root: string,
  pattern: string | undefined,
  context: StateContext,
  kept: Iterable<string> = [],
): Promise<Step[]> {
  const decide = sparing(root, pattern, context, kept);
  const doomed: string[] = [];
  async function visit(directoryPath: string): Promise<void> {
    for (const entry of await host.files.list(directoryPath)) {
      const path = `${directoryPath}/${entry}`;
      const fate = decide(path);
      if (fate === 'remove') doomed.push(path);
      else if (fate === 'descend' && (await host.files.stat(path))?.kind === 'directory') await visit(path);
    }
  }
  await visit(root);
  return doomed.map((path) => {
    const changes = new Map<Value, Value>([
      ['removed', [path]],
      [path, fromPlain({ removed: 'Removed due to clean' })],
    ]) as ValueMap;
    return step(`remove ${path}`, changes, (machine) => machine.files.remove(path), { destructive: true });
  });
}
