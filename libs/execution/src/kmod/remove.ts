import { Arg } from '@fleet/arguments';
import { joinLines, moduleLists, splitLines, withoutModules } from '@fleet/edits';
import { textIfThere } from '@fleet/platform';
import { defineFunction } from '../definition.js';
import { runTool } from '../tool.js';
import { demandModule, loadedModules } from './modules.js';

export class KmodRemoveArgs {
  @Arg({ doc: 'Name of the module.', type: 'string' })
  mod!: string;

  @Arg({ doc: 'Take it out of the modules that are loaded at boot, too.', type: 'boolean', default: false })
  persist!: boolean;

  @Arg({ doc: 'Leave it there as a comment, so that it can be seen that it was.', type: 'boolean', default: true })
  comment!: boolean;
}

export const remove = defineFunction({
  name: 'kmod.remove',
  doc: 'Unload a module; answers those that were loaded or listed before.',
  args: KmodRemoveArgs,
  example: 'kmod.remove floppy persist=True',
  async run(host, want) {
    const name = demandModule('kmod.remove', want.mod);
    const before = (await loadedModules(host)).map((one) => one.name);
    if (before.includes(name)) await runTool(host, ['modprobe', '--remove', '--', name]);
    const after = new Set((await loadedModules(host)).map((one) => one.name));
    const gone = before.filter((one) => !after.has(one));
    for (const path of want.persist ? moduleLists : []) {
      const { lines } = splitLines((await textIfThere(host, path)) ?? '');
      const rest = withoutModules(lines, [name], want.comment);
      if (rest.join('\n') === lines.join('\n')) continue;
      await host.files.write(path, joinLines(rest));
      if (!gone.includes(name)) gone.push(name);
    }
    return gone.sort();
  },
});
