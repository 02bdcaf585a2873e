import { Arg } from '@fleet/arguments';
import type { HostView } from '@fleet/platform';
import { defineState, type Step } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { nameOf, pathProblem } from './parts/absolute.js';
import { makeParents, parentState } from './parts/make-parents.js';
import { OwnerArgs } from './parts/owner.args.js';
import { missingSentence, ownerChanges, ownerNow, resolveOwner } from './parts/ownership.js';

export class FileCopyArgs extends OwnerArgs {
  @Arg({ doc: 'Absolute path of the copy; of a directory that exists, the copy is made in it.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Absolute path, on the minion, of the file to copy.', type: 'string' })
  source!: string;

  @Arg({ doc: 'Give the copy owner and mode of the source.', type: 'boolean', default: false })
  preserve!: boolean;

  @Arg({ doc: 'Permission bits of the copy; default: those of the source.', type: 'mode', optional: true })
  mode?: number;

  @Arg({ doc: 'Replace a copy that differs from the source; False leaves it.', type: 'boolean', default: false })
  force!: boolean;

  @Arg({ doc: 'Make missing directories above it.', type: 'boolean', default: false })
  makedirs!: boolean;

  @Arg({
    doc: 'Copy into a directory that has the name; False takes the directory for a mistake.',
    type: 'boolean',
    default: true,
  })
  subdir!: boolean;
}

export const copy = defineState({
  name: 'file.copy',
  doc: 'Keep a copy of a file of the minion; one that exists is replaced only with force.',
  args: FileCopyArgs,
  example: `/etc/app.conf.orig:
  file.copy:
    - source: /etc/app.conf
`,
  async plan(host, want, context) {
    const bad = pathProblem(want.name) ?? pathProblem(want.source);
    if (bad) return impossible(bad);
    const source = await host.files.statTarget(want.source);
    if (!source && context.test) return { verdict: null, comment: `${want.source} does not exist yet` };
    if (!source) return impossible(`${want.source} does not exist on the minion`);
    if (source.kind !== 'file')
      return impossible(`${want.source} is a ${source.kind}; \`file.recurse\` copies directories of the state tree`);
    const path = await placeOf(host, want);
    if (typeof path !== 'string') return path;

    const user = want.user ?? (want.preserve ? String(source.uid) : undefined);
    const group = want.group ?? (want.preserve ? String(source.gid) : undefined);
    const now = await host.files.statTarget(path);
    const same = now !== undefined && now.size === source.size && (await sameContent(host, path, want.source));
    const wish = { user, group, mode: want.mode ?? (same && !want.preserve ? undefined : source.mode) };
    const owner = await resolveOwner(host, wish);
    if (owner.missing.length > 0 && !context.test) return impossible(missingSentence(owner.missing));
    if (now && !same && !want.force)
      return already(`${path} exists and differs from ${want.source} (\`force: True\` would replace it)`);
    const access = now === undefined ? {} : ownerChanges(now, wish, owner);
    const steps: Step[] = [];
    if (!same) {
      const parents = await parentState(host, path, want.makedirs);
      if (parents !== 'ok' && parents !== 'make') return impossible(parents);
      steps.push(
        step(`copy ${want.source} to ${path}`, { [path]: want.source }, async (machine) => {
          if (parents === 'make') await makeParents(machine, path, { user, group });
          await machine.files.copy(want.source, path, await ownerNow(machine, wish));
        }),
      );
    } else if (Object.keys(access).length > 0) {
      steps.push(
        step(`set ${Object.keys(access).join(', ')} of ${path}`, access, async (machine) =>
          machine.files.setOwnership(path, await ownerNow(machine, wish), { follow: true }),
        ),
      );
    }
    return { steps, already: `${path} is a copy of ${want.source}`, done: `${path} is a copy of ${want.source}` };
  },
});

/** The path of the copy; the plan that refuses where a directory is in the way. */
async function placeOf(host: HostView, want: FileCopyArgs): Promise<string | ReturnType<typeof impossible>> {
  const there = await host.files.statTarget(want.name);
  if (there?.kind !== 'directory') return want.name;
  if (!want.subdir) return impossible(`${want.name} is a directory`);
  return `${want.name.replace(/\/+$/, '')}/${nameOf(want.source)}`;
}

async function sameContent(host: HostView, one: string, other: string): Promise<boolean> {
  return (await host.files.hash(one, 'sha256')) === (await host.files.hash(other, 'sha256'));
}
