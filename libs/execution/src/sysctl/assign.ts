import { defineFunction } from '../definition.js';
import { runTool } from '../tool.js';
import { demandName, valueText } from './setting.js';
import { SettingArgs } from './setting.args.js';

export const assign = defineFunction({
  name: 'sysctl.assign',
  doc: 'Set a setting of the running kernel, until the next boot.',
  args: SettingArgs,
  example: 'sysctl.assign net.ipv4.ip_forward 1',
  async run(host, want) {
    demandName('sysctl.assign', want.name);
    const value = valueText('sysctl.assign', want.value);
    await runTool(host, ['sysctl', '-w', `${want.name}=${value}`]);
    return new Map([[want.name, value]]);
  },
});
