import { Arg } from '@fleet/arguments';
import type { Host } from '@fleet/platform';
import { defineState } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { nameOf, parentOf, pathProblem, tidyPath } from './parts/absolute.js';
import { makeParents, parentState } from './parts/make-parents.js';

export class FileRenameArgs {
  @Arg({ doc: 'Absolute path that it shall have.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Absolute path that it has.', type: 'string' })
  source!: string;

  @Arg({ doc: 'Replace what stands in its place.', type: 'boolean', default: false })
  force!: boolean;

  @Arg({ doc: 'Make missing directories above it.', type: 'boolean', default: false })
  makedirs!: boolean;
}

export const rename = defineState({
  name: 'file.rename',
  doc: 'Give a file or directory another name, where it still has the old one.',
  destroys: 'With `force` what stands in its place.',
  args: FileRenameArgs,
  example: `/etc/app/app.conf:
  file.rename:
    - source: /etc/app.conf
    - makedirs: True
`,
  async plan(host, want) {
    const bad = pathProblem(want.name) ?? pathProblem(want.source);
    if (bad) return impossible(bad);
    const source = await host.files.stat(want.source);
    if (!source) return already(`${want.source} does not exist: there is nothing to rename`);
    const [from, to] = [tidyPath(want.source), tidyPath(want.name)];
    if (from === to) return already(`${want.name} is its name`);
    // Making room for it would remove it.
    if (from.startsWith(`${to}/`) || to.startsWith(`${from}/`))
      return impossible(`one of ${want.source} and ${want.name} lies in the other`);
    const there = await host.files.stat(want.name);
    if (there && !want.force)
      return already(`${want.name} exists, and ${want.source} is left as it is (\`force: True\` would replace it)`);
    const parents = await parentState(host, want.name, want.makedirs);
    if (parents !== 'ok' && parents !== 'make') return impossible(parents);
    return {
      steps: [
        step(
          `rename ${want.source} to ${want.name}`,
          { [want.name]: want.source },
          async (machine) => {
            if (parents === 'make') await makeParents(machine, want.name, {});
            // A file takes the place of another in one step.
            if (there && (there.kind === 'directory' || source.kind === 'directory'))
              await takePlace(machine, from, to);
            else await machine.files.rename(from, to);
          },
          { destructive: there !== undefined },
        ),
      ],
      already: '',
      done: `${want.source} is now ${want.name}`,
    };
  },
});

/** What stood there goes only when the other has its name: a rename may still fail, as between two file systems. */
async function takePlace(host: Host, from: string, to: string): Promise<void> {
  const aside = `${parentOf(to)}/.fleet-replaced-${nameOf(to)}`.replace(/^\/\//, '/');
  await host.files.remove(aside);
  await host.files.rename(to, aside);
  try {
    await host.files.rename(from, to);
  } catch (error) {
    await host.files.rename(aside, to);
    throw error;
  }
  await host.files.remove(aside);
}
