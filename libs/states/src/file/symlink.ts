import type { HostView } from '@fleet/platform';
import { defineState, type Step } from '../definition.js';
import { impossible, step } from '../step.js';
import { parentOf, pathProblem } from './parts/absolute.js';
import { makeParents, parentState } from './parts/make-parents.js';
import { missingSentence, ownerChanges, ownerNow, resolveOwner } from './parts/ownership.js';
import { FileSymlinkArgs } from './symlink.args.js';

export const symlink = defineState({
  name: 'file.symlink',
  doc: 'Keep a symlink; an existing one is pointed elsewhere in one step. With a `user` and no `group` it belongs to the primary group of that account.',
  destroys: 'With `force` what stands in its place.',
  args: FileSymlinkArgs,
  example: `/opt/app/current:
  file.symlink:
    - target: /opt/app/1.2.3
    - force: True
`,
  async plan(host, want, context) {
    const bad = pathProblem(want.name);
    if (bad) return impossible(bad);
    const wish = { user: want.user, group: want.group ?? (await primaryGroup(host, want.user)) };
    const owner = await resolveOwner(host, wish);
    if (owner.missing.length > 0 && !context.test) return impossible(missingSentence(owner.missing));
    const warnings = owner.missing.map((account) => `${account} does not exist yet`);
    const parents = await parentState(host, want.name, want.makedirs);
    if (parents !== 'ok' && parents !== 'make') {
      if (!context.test) return impossible(parents);
      warnings.push(parents);
    }
    const stats = await host.files.stat(want.name);
    const steps: Step[] = [];
    if (stats?.kind === 'symlink' && stats.target === want.target) {
      const access = ownerChanges(stats, wish, owner);
      if (Object.keys(access).length > 0) {
        steps.push(
          step(`set ${Object.keys(access).join(', ')} of ${want.name}`, access, async (machine) =>
            machine.files.setOwnership(want.name, await ownerNow(machine, wish), { follow: false }),
          ),
        );
      }
      return { steps, already: `${want.name} points to ${want.target}`, warnings };
    }
    if (stats && stats.kind !== 'symlink') {
      if (want.backupname !== undefined) {
        const kept = want.backupname.startsWith('/') ? want.backupname : `${parentOf(want.name)}/${want.backupname}`;
        if ((await host.files.stat(kept)) && !want.force)
          return impossible(`${kept}, where ${want.name} was to be kept, exists already`);
        steps.push(
          step(`move ${want.name} to ${kept}`, { moved: { old: want.name, new: kept } }, (machine) =>
            machine.files.rename(want.name, kept),
          ),
        );
      } else if (want.force) {
        steps.push(
          step(
            `remove the ${stats.kind} ${want.name}`,
            { forced: `the ${stats.kind} in its place was removed` },
            (machine) => machine.files.remove(want.name),
            { destructive: true },
          ),
        );
      } else {
        return impossible(`${want.name} is a ${stats.kind}, not a symlink (\`force: True\` would replace it)`);
      }
    }
    const changes =
      stats?.kind === 'symlink' ? { target: { old: stats.target ?? '', new: want.target } } : { new: want.name };
    steps.push(
      step(`point ${want.name} to ${want.target}`, changes, async (machine) => {
        if (parents === 'make') await makeParents(machine, want.name, { ...wish, mode: want.dir_mode });
        await machine.files.symlink(want.name, want.target, await ownerNow(machine, wish));
      }),
    );
    return { steps, already: '', done: `${want.name} points to ${want.target}`, warnings };
  },
});

/** The group of an owner that is named without one; `undefined` for an id that no account has. */
async function primaryGroup(host: HostView, name: string | undefined): Promise<string | undefined> {
  const user = name === undefined ? undefined : await host.accounts.user(name);
  return user && ((await host.accounts.groupById(user.gid))?.name ?? String(user.gid));
}
