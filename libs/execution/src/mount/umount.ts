import { Arg, NotSupported } from '@fleet/arguments';
import { mounts, umountWords } from '@fleet/storage';
import { FunctionResult, defineFunction } from '../definition.js';
import { runUmount } from './run-mount.js';

@NotSupported({ util: 'only the programs of util-linux are used; leave it out.' })
export class MountUmountArgs {
  @Arg({ doc: 'The folder.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Only where this device is mounted there.', type: 'string', optional: true })
  device?: string;

  @Arg({ doc: 'Account to unmount as.', type: 'string', optional: true })
  user?: string;

  @Arg({
    doc: 'Take it away from sight now, and clean up when nobody uses it any more.',
    type: 'boolean',
    default: false,
  })
  lazy!: boolean;
}

export const umount = defineFunction({
  name: 'mount.umount',
  doc: 'Unmount a folder; true, or why not, with the processes that hold it.',
  args: MountUmountArgs,
  example: 'mount.umount /srv/data',
  async run(host, want) {
    const there = (await mounts(host)).filter(({ place }) => place === want.name);
    if (there.length === 0) return new FunctionResult(`${want.name} does not have anything mounted`, 1);
    if (want.device !== undefined && !there.some(({ device }) => device === want.device))
      return new FunctionResult(`${want.device} is not mounted on ${want.name}: ${there.at(-1)?.device ?? ''} is`, 1);
    return runUmount(host, umountWords(want.name, { lazy: want.lazy }), want.name, want.user);
  },
});
