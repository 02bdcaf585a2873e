import { Arg } from '@fleet/arguments';
import { readText, removeEntry } from '@fleet/storage';
import { defineFunction } from '../definition.js';

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
    const { text, removed } = removeEntry((await readText(host, want.config)) ?? '', want.name, want.device);
    if (removed.length > 0) await host.files.write(want.config, text);
    return true;
  },
});
