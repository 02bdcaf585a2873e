import { Arg } from '@fleet/arguments';
import { defineState, type Step } from '../definition.js';
import { joinLines, splitLines } from '../file/parts/edit.js';
import { impossible, step } from '../step.js';
import { runTool, withoutTool } from '../tool.js';
import { loadedModules, bootFile, moduleNames } from './parts/modules.js';

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
    if ((await host.commands.which('modprobe')) === undefined) return withoutTool('modprobe', context);
    const loaded = await loadedModules(host);
    const steps: Step[] = names
      .filter((name) => loaded.has(name))
      .map((name) =>
        step(`unload the module ${name}`, { [name]: 'removed' }, async (machine) => {
          await runTool(machine, ['modprobe', '--remove', '--', name]);
        }),
      );
    for (const path of want.persist ? ['/etc/modules', bootFile] : []) {
      if (!(await host.files.statTarget(path))) continue;
      const { lines } = splitLines((await host.files.read(path)).toString('utf8'));
      const rest = lines.flatMap((line) =>
        !names.includes(line.trim().replaceAll('-', '_')) ? [line] : want.comment ? [`#${line}`] : [],
      );
      const listed = names.filter((name) => lines.some((line) => line.trim().replaceAll('-', '_') === name));
      if (listed.length > 0)
        steps.push(
          step(`no longer load ${listed.join(', ')} at boot`, { [path]: listed }, (machine) =>
            machine.files.write(path, joinLines(rest)),
          ),
        );
    }
    return { steps, already: `${names.join(', ')}: not loaded` };
  },
});
