import { Arg } from '@fleet/arguments';
import type { Host } from '@fleet/platform';
import { defineState } from '../definition.js';
import { impossible, already, step } from '../step.js';
import { nameOf, parentOf, pathProblem } from './parts/absolute.js';
import { makeParents, parentState } from './parts/make-parents.js';
import { OwnerArgs } from './parts/owner.args.js';

export class FileHardlinkArgs extends OwnerArgs {
  @Arg({ doc: 'Absolute path of the link.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The file that it is another name of, on the same file system.', type: 'string' })
  target!: string;

  @Arg({ doc: 'Replace what stands in its place.', type: 'boolean', default: false })
  force!: boolean;

  @Arg({ doc: 'Make missing directories above it.', type: 'boolean', default: false })
  makedirs!: boolean;

  @Arg({ doc: 'Permission bits of the directories that makedirs makes.', type: 'mode', optional: true })
  dir_mode?: number;
}

export const hardlink = defineState({
  name: 'file.hardlink',
  doc: 'Keep a second name for a file: both lead to one content, one owner and one mode.',
  destroys: 'With `force` what stands in its place.',
  args: FileHardlinkArgs,
  example: `/srv/www/robots.txt:
  file.hardlink:
    - target: /srv/shared/robots.txt
`,
  async plan(host, want, context) {
    const bad = pathProblem(want.name) ?? pathProblem(want.target);
    if (bad) return impossible(bad);
    const target = await host.files.stat(want.target);
    if (!target && context.test) return { verdict: null, comment: `${want.target} does not exist yet` };
    if (!target) return impossible(`${want.target} does not exist`);
    if (target.kind === 'directory') return impossible(`${want.target} is a directory: only files have hard links`);
    const now = await host.files.stat(want.name);
    if (now && now.inode === target.inode && now.kind === target.kind)
      return already(`${want.name} is another name of ${want.target}`);
    const parents = await parentState(host, want.name, want.makedirs);
    if (parents !== 'ok' && parents !== 'make') return impossible(parents);
    if (now && !want.force)
      return impossible(`${want.name} is a ${now.kind} of its own (\`force: True\` would replace it)`);
    const forced = now && { forced: `the ${now.kind} in its place was removed` };
    const steps = [
      step(
        `link ${want.name} to ${want.target}`,
        { ...forced, new: want.name },
        async (machine) => {
          if (parents === 'make')
            await makeParents(machine, want.name, { user: want.user, group: want.group, mode: want.dir_mode });
          if (now) await takePlace(machine, want, now.kind === 'directory');
          else await machine.files.link(want.name, want.target);
        },
        { destructive: now !== undefined },
      ),
    ];
    return { steps, already: '', done: `${want.name} is another name of ${want.target}` };
  },
});

/** What stood there goes only when there is a link: none can be made to a file of another file system. */
async function takePlace(host: Host, { name, target }: FileHardlinkArgs, ofDirectory: boolean): Promise<void> {
  const beside = `${parentOf(name)}/.fleet-link-${nameOf(name)}`.replace(/^\/\//, '/');
  await host.files.remove(beside);
  await host.files.link(beside, target);
  if (ofDirectory) await host.files.remove(name);
  await host.files.rename(beside, name);
}
