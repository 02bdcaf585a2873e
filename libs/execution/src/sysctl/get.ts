import { Arg } from '@fleet/arguments';
import { HostRefusal } from '@fleet/platform';
import { defineFunction, FunctionRefused } from '../definition.js';

export class SysctlGetArgs {
  @Arg({ doc: 'Name of the setting, as in net.ipv4.ip_forward.', type: 'string' })
  name!: string;
}

export const get = defineFunction({
  name: 'sysctl.get',
  doc: 'A setting of the running kernel; an empty text where it has none of that name.',
  args: SysctlGetArgs,
  example: 'sysctl.get net.ipv4.ip_forward',
  looks: true,
  async run(host, { name }) {
    if (!/^[\w./:@-]+$/.test(name) || name.includes('..'))
      throw new FunctionRefused('bad-arguments', `${name} is no name of a setting`);
    // Dots and slashes change places, as in sysctl(8), where the first of them is a dot.
    const path = /^[^/]*\./.test(name) ? name.replace(/[./]/g, (mark) => (mark === '.' ? '/' : '.')) : name;
    try {
      return (await host.files.read(`/proc/sys/${path}`)).toString('utf8').trim();
    } catch (cause) {
      if (cause instanceof HostRefusal && ['ENOENT', 'ENOTDIR'].includes(cause.code)) return '';
      throw cause;
    }
  },
});
