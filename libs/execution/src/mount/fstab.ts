import { Arg } from '@fleet/arguments';
import { textIfThere } from '@fleet/platform';
import { fstabEntries, withoutSecrets } from '@fleet/storage';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';

export class MountFstabArgs {
  @Arg({ doc: 'The file.', type: 'string', default: '/etc/fstab' })
  config!: string;
}

export const fstab = defineFunction({
  name: 'mount.fstab',
  doc: 'The entries of fstab: folder → device, fstype, opts, dump and pass; several swaps, which have no folder, are a list below none. Passwords in options are not told.',
  args: MountFstabArgs,
  example: 'mount.fstab',
  looks: true,
  async run(host, want) {
    const found: Record<string, unknown> = {};
    for (const entry of fstabEntries((await textIfThere(host, want.config)) ?? '')) {
      const row = {
        device: entry.device,
        fstype: entry.type,
        opts: withoutSecrets(entry.options),
        dump: String(entry.dump),
        pass: String(entry.pass),
      };
      const before = found[entry.place];
      // Salt keeps the last of them only.
      if (entry.place === 'none' && before !== undefined) found['none'] = [before, row].flat();
      else found[entry.place] = row;
    }
    return fromPlain(found);
  },
});
