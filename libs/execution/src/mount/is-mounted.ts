import { Arg } from '@fleet/arguments';
import { mounts } from '@fleet/storage';
import { defineFunction } from '../definition.js';

export class MountIsMountedArgs {
  @Arg({ doc: 'The folder.', type: 'string' })
  name!: string;
}

export const isMounted = defineFunction({
  name: 'mount.is_mounted',
  doc: 'Whether something is mounted on a folder.',
  args: MountIsMountedArgs,
  example: 'mount.is_mounted /srv',
  looks: true,
  run: async (host, want) => (await mounts(host)).some(({ place }) => place === want.name),
});
