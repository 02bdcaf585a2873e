import { Arg } from '@fleet/arguments';
import { mountDetails, mounts } from '@fleet/storage';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';

export class MountActiveArgs {
  @Arg({
    doc: 'Tell the numbers of mount and device, what of the file system is mounted (root), and its own options (superopts), too.',
    type: 'boolean',
    default: false,
  })
  extended!: boolean;
}

export const active = defineFunction({
  name: 'mount.active',
  doc: 'What is mounted: folder → device, fstype and opts.',
  args: MountActiveArgs,
  example: 'mount.active extended=True',
  looks: true,
  async run(host, want) {
    if (!want.extended)
      return fromPlain(
        Object.fromEntries(
          (await mounts(host)).map(({ device, place, type, options }) => [
            place,
            { alt_device: null, device, fstype: type, opts: options },
          ]),
        ),
      );
    return fromPlain(
      Object.fromEntries(
        (await mountDetails(host)).map((mount) => [
          mount.place,
          {
            mountid: mount.id,
            parentid: mount.parent,
            major: mount.major,
            minor: mount.minor,
            root: mount.root,
            opts: mount.options,
            fstype: mount.type,
            device: mount.device,
            alt_device: null,
            superopts: mount.superOptions,
          },
        ]),
      ),
    );
  },
});
