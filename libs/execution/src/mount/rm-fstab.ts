import { Arg } from '@fleet/arguments';
import { readFstab, removeEntry } from '@fleet/storage';
import { FunctionRefused, defineFunction } from '../definition.js';

export class MountRmFstabArgs {
  @Arg({ doc: 'The folder.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Only where this device is mounted there.', type: 'string', optional: true })
  device?: string;

  @Arg({ doc: 'The file.', type: 'string', default: '/etc/fstab' })
  config!: string;
}

export const rmFstab = defineFunction({
  name: 'mount.rm_fstab',
  doc: 'Take the entry of a folder out of fstab; true where there is none, too. Every other line stays as it is.',
  args: MountRmFstabArgs,
  example: 'mount.rm_fstab /srv/data',
  async run(host, want) {
    if (want.name === 'none' && want.device === undefined)
      throw new FunctionRefused('bad-arguments', 'none is the folder of every swap: give its device as well');
    const file = await readFstab(host, want.config);
    if (typeof file === 'string') throw new FunctionRefused('failed', file);
    const { text, before } = removeEntry(file?.text ?? '', want.name, want.device);
    if (before !== '') await host.files.write(want.config, text);
    return true;
  },
});
