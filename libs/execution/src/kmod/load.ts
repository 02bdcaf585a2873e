import { Arg } from '@fleet/arguments';
import { joinLines, moduleLists, splitLines } from '@fleet/edits';
import { textIfThere } from '@fleet/platform';
import { defineFunction } from '../definition.js';
import { runTool } from '../tool.js';
import { atBoot, loadedModules, demandModule } from './modules.js';

export class KmodLoadArgs {
  @Arg({ doc: 'Name of the module.', type: 'string' })
  mod!: string;

  @Arg({ doc: 'Load it at boot too.', type: 'boolean', default: false })
  persist!: boolean;
}

export const load = defineFunction({
  name: 'kmod.load',
  doc: 'Load a module; answers those that were not loaded or listed before.',
  args: KmodLoadArgs,
  example: 'kmod.load br_netfilter persist=True',
  async run(host, want) {
    const name = demandModule('kmod.load', want.mod);
    const before = new Set((await loadedModules(host)).map((one) => one.name));
    await runTool(host, ['modprobe', '--', name]);
    const added = (await loadedModules(host)).map((one) => one.name).filter((one) => !before.has(one));
    if (want.persist && !(await atBoot(host)).includes(name)) {
      const [, path] = moduleLists;
      const { lines } = splitLines((await textIfThere(host, path)) ?? '');
      await host.files.makeDirectory('/etc/modules-load.d', {}, { parents: true });
      await host.files.write(path, joinLines([...lines, name]));
      if (!added.includes(name)) added.push(name);
    }
    return added.sort();
  },
});
