import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { ownershipOf } from './owner.js';

export class FileMakedirsPermsArgs {
  @Arg({ doc: 'Absolute path of the directory.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Account that owns what is made, by name or number.', type: 'string', optional: true })
  user?: string;

  @Arg({ doc: 'Group that it belongs to, by name or number.', type: 'string', optional: true })
  group?: string;

  @Arg({ doc: "Permission bits of it, such as '0755'.", type: 'mode', optional: true })
  mode?: number;
}

export const makedirsPerms = defineFunction({
  name: 'file.makedirs_perms',
  doc: 'Make a directory and those above it, and give the directory owner and mode (0755 unless another is given).',
  args: FileMakedirsPermsArgs,
  example: 'file.makedirs_perms /srv/app user=app mode=0750',
  async run(host, want) {
    const path = absolutePath(want.name);
    const ownership = { ...(await ownershipOf(host, want)), mode: want.mode ?? 0o755 };
    await host.files.makeDirectory(path, ownership, { parents: true });
    await host.files.setOwnership(path, ownership, { follow: true });
    return null;
  },
});
