import { Arg } from '@fleet/arguments';
import { joinLines, moduleLists, splitLines } from '@fleet/edits';
import { textIfThere } from '@fleet/platform';
import { defineState, type Step } from '../definition.js';
import { impossible, step } from '../step.js';
import { runTool, withoutTool } from '../tool.js';
import { atBoot, builtInModules, loadedModules, moduleNames } from './parts/modules.js';

export class KmodPresentArgs {
  @Arg({ doc: 'Name of the module, where `mods` does not name several.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Several modules.', type: 'string or list', optional: true })
  mods?: string[];

  @Arg({ doc: 'Load it at boot too.', type: 'boolean', default: false })
  persist!: boolean;
}

const [, ownList] = moduleLists;

export const present = defineState({
  name: 'kmod.present',
  doc: 'Keep modules of the kernel loaded, and loaded at boot where asked.',
  args: KmodPresentArgs,
  example: 'br_netfilter:\n  kmod.present:\n    - persist: True\n',
  async plan(host, want, context) {
    const names = moduleNames(want);
    if (typeof names === 'string') return impossible(names);
    const loaded = await loadedModules(host);
    const builtIn = await builtInModules(host);
    const boot = await atBoot(host);
    const unloaded = names.filter((name) => !loaded.has(name) && !builtIn.has(name));
    if (unloaded.length > 0 && (await host.commands.which('modprobe')) === undefined)
      return withoutTool('modprobe', context);
    const steps: Step[] = unloaded.map((name) =>
      step(`load the module ${name}`, { [name]: 'loaded' }, async (machine) => {
        const before = await loadedModules(machine);
        await runTool(machine, ['modprobe', '--', name]);
        // An alias loads a module of another name; what it needs comes with it.
        const added = [...(await loadedModules(machine))].filter((one) => !before.has(one));
        return { changes: new Map(added.map((one) => [one, 'loaded'])) };
      }),
    );
    const lacking = want.persist ? names.filter((name) => !boot.has(name)) : [];
    if (lacking.length > 0)
      steps.push(
        step(`load ${lacking.join(', ')} at boot`, { [ownList]: lacking }, async (machine) => {
          const { lines } = splitLines((await textIfThere(machine, ownList)) ?? '');
          await machine.files.makeDirectory('/etc/modules-load.d', {}, { parents: true });
          await machine.files.write(ownList, joinLines([...lines, ...lacking]));
        }),
      );
    return { steps, already: `${names.join(', ')}: loaded` };
  },
});
