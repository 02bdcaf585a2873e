import { Arg } from '@fleet/arguments';
import { defineState, type Step } from '../definition.js';
import { impossible, step } from '../step.js';
import { pathProblem } from './parts/absolute.js';
import { makeParents, parentState } from './parts/make-parents.js';
import { OwnerArgs } from './parts/owner.args.js';
import { missingSentence, ownerChanges, ownerNow, resolveOwner } from './parts/ownership.js';

export class FileTouchArgs extends OwnerArgs {
  @Arg({ doc: 'Absolute path of the file.', type: 'string' })
  name!: string;

  @Arg({
    doc: 'Time of last access, in seconds since 1970; not given, an existing file keeps its own.',
    type: 'int',
    optional: true,
  })
  atime?: number;

  @Arg({
    doc: 'Time of last change, in seconds since 1970; not given, an existing file keeps its own.',
    type: 'int',
    optional: true,
  })
  mtime?: number;

  @Arg({ doc: 'Permission bits.', type: 'mode', optional: true })
  mode?: number;

  @Arg({ doc: 'Make missing directories above the file.', type: 'boolean', default: false })
  makedirs!: boolean;
}

export const touch = defineState({
  name: 'file.touch',
  doc: 'Keep a file existing, with owner, mode and times where they are given; its content is left alone.',
  args: FileTouchArgs,
  example: `/var/log/app.log:
  file.touch:
    - user: root
    - mode: '0640'
`,
  async plan(host, want, context) {
    const bad = pathProblem(want.name);
    if (bad) return impossible(bad);
    const wish = { user: want.user, group: want.group, mode: want.mode };
    const owner = await resolveOwner(host, wish);
    if (owner.missing.length > 0 && !context.test) return impossible(missingSentence(owner.missing));
    const warnings = owner.missing.map((account) => `${account} does not exist yet`);
    const stats = await host.files.statTarget(want.name);
    const access = ownerChanges(stats, wish, owner);
    const steps: Step[] = [];
    if (!stats) {
      const parents = await parentState(host, want.name, want.makedirs);
      if (parents !== 'ok' && parents !== 'make') {
        if (!context.test) return impossible(parents);
        warnings.push(parents);
      }
      steps.push(
        step(`create ${want.name}`, { new: want.name, ...access }, async (machine) => {
          if (parents === 'make') await makeParents(machine, want.name, { user: want.user, group: want.group });
          await machine.files.write(want.name, '', await ownerNow(machine, wish));
        }),
      );
    } else if (Object.keys(access).length > 0) {
      steps.push(
        step(`set ${Object.keys(access).join(', ')} of ${want.name}`, access, async (machine) =>
          machine.files.setOwnership(want.name, await ownerNow(machine, wish), { follow: true }),
        ),
      );
    }
    const times = {
      ...(want.mtime !== undefined && Math.floor((stats?.modified ?? -1) / 1000) !== want.mtime
        ? { modified: want.mtime * 1000 }
        : {}),
      ...(want.atime !== undefined && Math.floor((stats?.accessed ?? -1) / 1000) !== want.atime
        ? { accessed: want.atime * 1000 }
        : {}),
    };
    if (Object.keys(times).length > 0)
      steps.push(
        step(`set the times of ${want.name}`, { touched: want.name }, (machine) =>
          machine.files.setTimes(want.name, times),
        ),
      );
    return { steps, already: `${want.name} exists`, warnings };
  },
});
