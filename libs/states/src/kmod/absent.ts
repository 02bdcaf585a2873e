import { Arg } from '@fleet/arguments';
import { joinLines, moduleLists, modulesIn, splitLines, withoutModules } from '@fleet/edits';
import { textIfThere } from '@fleet/platform';
import { defineState, type Step } from '../definition.js';
import { impossible, step } from '../step.js';
import { runTool, withoutTool } from '../tool.js';
import { loadedModules, moduleNames } from './parts/modules.js';

export class KmodAbsentArgs {
  @Arg({ doc: 'Name of the module, where `mods` does not name several.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Several modules.', type: 'string or list', optional: true })
  mods?: string[];

  @Arg({ doc: 'Take it out of the modules that are loaded at boot.', type: 'boolean', default: false })
  persist!: boolean;

  @Arg({ doc: 'Take it out as a comment, so that it can be seen that it was there.', type: 'boolean', default: true })
  comment!: boolean;
}

export const absent = defineState({
  name: 'kmod.absent',
  doc: 'Keep modules of the kernel from being loaded, and from being loaded at boot where asked.',
  args: KmodAbsentArgs,
  example: 'floppy:\n  kmod.absent:\n    - persist: True\n',
  async plan(host, want, context) {
    const names = moduleNames(want);
    if (typeof names === 'string') return impossible(names);
    const loaded = await loadedModules(host);
    const present = names.filter((name) => loaded.has(name));
    if (present.length > 0 && (await host.commands.which('modprobe')) === undefined)
      return withoutTool('modprobe', context);
    const steps: Step[] = present.map((name) =>
      step(`unload the module ${name}`, { [name]: 'removed' }, async (machine) => {
        await runTool(machine, ['modprobe', '--remove', '--', name]);
      }),
    );
    for (const path of want.persist ? moduleLists : []) {
      const text = (await textIfThere(host, path)) ?? '';
      const listed = names.filter((name) => modulesIn(text).includes(name));
      if (listed.length === 0) continue;
      const rest = withoutModules(splitLines(text).lines, names, want.comment);
      steps.push(
        step(`no longer load ${listed.join(', ')} at boot`, { [path]: listed }, (machine) =>
          machine.files.write(path, joinLines(rest)),
        ),
      );
    }
    return { steps, already: `${names.join(', ')}: not loaded` };
  },
});
