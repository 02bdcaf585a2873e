import type { GrainFamily } from './family.js';
import { readText } from './family.js';

export const kernel: GrainFamily = {
  name: 'kernel',
  doc: 'Kernel: kernel, kernelrelease, kernelversion, kernelparams.',
  async collect(host) {
    const { name, release } = host.machine.kernel;
    const commandLine = await readText(host, '/proc/cmdline');
    return {
      kernel: name,
      kernelrelease: release,
      kernelversion: (await readText(host, '/proc/version'))?.replace(/^.*?(#\d)/, '$1'),
      kernelparams: commandLine
        ?.split(/\s+/)
        .filter((word) => word !== '')
        .map((word) => {
          const equals = word.indexOf('=');
          return equals < 0 ? [word, null] : [word.slice(0, equals), word.slice(equals + 1)];
        }),
    };
  },
};
