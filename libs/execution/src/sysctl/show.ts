import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { settingOn } from './setting.js';

export class SysctlShowArgs {
  @Arg({ doc: 'What this file sets, instead of what the running kernel has.', type: 'string', optional: true })
  config_file?: string;
}

export const show = defineFunction({
  name: 'sysctl.show',
  doc: 'All settings of the running kernel, or those of a file.',
  args: SysctlShowArgs,
  example: 'sysctl.show config_file=/etc/sysctl.conf',
  looks: true,
  async run(host, { config_file: file }) {
    // sysctl ends with 1 where it may not read some of them; the others are an answer.
    const text =
      file === undefined
        ? (await host.commands.probe(['sysctl', '-a'])).stdout
        : (await host.files.read(file)).toString('utf8');
    return new Map(
      text.split('\n').flatMap((line): [string, string][] => {
        const setting = settingOn(line);
        return setting ? [[setting.name, setting.value]] : [];
      }),
    );
  },
});
