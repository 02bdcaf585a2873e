import { Arg } from '@fleet/arguments';
import { defineState, type Step } from '../definition.js';
import { impossible, step } from '../step.js';
import { runTool, withoutTool } from '../tool.js';
import { atBoot, bootFile, builtInModules, loadedModules, moduleNames } from './parts/modules.js';

export class KmodPresentArgs {
  @Arg({ doc: 'Name of the module, where `mods` does not name several.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Several modules.', type: 'string or list', optional: true })
  mods?: string[];

  @Arg({ doc: 'Load it at boot too.', type: 'boolean', default: false })
  persist!: boolean;
}

export const present = defineState({
  name: 'kmod.present',
  doc: 'Keep modules of the kernel loaded, and loaded at boot where asked.',
  args: KmodPresentArgs,
  example: 'br_netfilter:\n  kmod.present:\n    - persist: True\n',
  async plan(host, want, context) {
    const names = moduleNames(want);
    if (typeof names === 'string') return impossible(names);
    if ((await host.commands.which('modprobe')) === undefined) return withoutTool('modprobe', context);
    const loaded = await loadedModules(host);
    const builtIn = await builtInModules(host);
    const boot = await atBoot(host);
    const steps: Step[] = names
      .filter((name) => !loaded.has(name) && !builtIn.has(name))
      .map((name) =>
        step(`load the module ${name}`, { [name]: 'loaded' }, async (machine) => {
          const before = await loadedModules(machine);
          await runTool(machine, ['modprobe', '--', name]);
          // An alias loads a module of another name; what it needs comes with it.
          const added = [...(await loadedModules(machine))].filter((one) => !before.has(one));
          return { changes: new Map(added.map((one) => [one, 'loaded'])) };
        }),
      );
    const lacking = want.persist ? names.filter((name) => !boot.names.has(name)) : [];
    if (lacking.length > 0)
      steps.push(
        step(`load ${lacking.join(', ')} at boot`, { [bootFile]: lacking }, async (machine) => {
          const text = boot.text === '' || boot.text.endsWith('\n') ? boot.text : `${boot.text}\n`;
          await machine.files.makeDirectory('/etc/modules-load.d', {}, { parents: true });
          await machine.files.write(bootFile, text + lacking.map((name) => `${name}\n`).join(''));
        }),
      );
    return { steps, already: `${names.join(', ')}: loaded` };
  },
});
