import { Arg } from '@fleet/arguments';
import { joinLines, splitLines } from '@fleet/edits';
import { textIfThere } from '@fleet/platform';
import { dirname } from 'node:path/posix';
import { defineFunction, FunctionRefused } from '../definition.js';
import { askTool, runTool } from '../tool.js';
import { demandName, settingOn, spaced, usualConfig, valueText } from './setting.js';
import { SettingArgs } from './setting.args.js';

export class SysctlPersistArgs extends SettingArgs {
  @Arg({ doc: 'The file that sets it at boot.', type: 'string', default: usualConfig })
  config!: string;
}

export const persist = defineFunction({
  name: 'sysctl.persist',
  doc: 'Set a setting of the kernel now and after a reboot; answers `Already set` or `Updated`.',
  args: SysctlPersistArgs,
  example: 'sysctl.persist net.ipv4.ip_forward 1',
  async run(host, want) {
    demandName('sysctl.persist', want.name);
    if (!want.config.startsWith('/'))
      throw new FunctionRefused('bad-arguments', `sysctl.persist: ${want.config} is not an absolute path`);
    const value = valueText('sysctl.persist', want.value);
    const name = want.name.replaceAll('/', '.');
    const running = spaced(await askTool(host, ['sysctl', '-n', '--', want.name]));
    if (running !== spaced(value)) await runTool(host, ['sysctl', '-w', `${want.name}=${value}`]);
    const { lines } = splitLines((await textIfThere(host, want.config)) ?? '');
    const own = lines.flatMap((line, index) => (settingOn(line)?.name === name ? [index] : []));
    if (own.length === 1 && settingOn(lines[own[0] ?? -1] ?? '')?.value === spaced(value))
      return running === spaced(value) ? 'Already set' : 'Updated';
    const line = `${want.name} = ${value}`;
    const edited = lines.flatMap((one, index) => (!own.includes(index) ? [one] : index === own[0] ? [line] : []));
    await host.files.makeDirectory(dirname(want.config), {}, { parents: true });
    await host.files.write(want.config, joinLines(own.length === 0 ? [...edited, line] : edited));
    return 'Updated';
  },
});
