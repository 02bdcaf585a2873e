import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';

export class FileGroupToGidArgs {
  @Arg({ doc: 'Name of a group.', type: 'string' })
  group!: string;
}

export const groupToGid = defineFunction({
  name: 'file.group_to_gid',
  doc: 'The id of a group; an empty text where there is none of that name.',
  args: FileGroupToGidArgs,
  example: 'file.group_to_gid root',
  looks: true,
  run: async (host, want) =>
    /^\d+$/.test(want.group) ? Number(want.group) : ((await host.accounts.group(want.group))?.gid ?? ''),
});
