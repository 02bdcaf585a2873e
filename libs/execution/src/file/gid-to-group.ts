import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';

export class FileGidToGroupArgs {
  @Arg({ doc: 'Id of a group.', type: 'int' })
  gid!: number;
}

export const gidToGroup = defineFunction({
  name: 'file.gid_to_group',
  doc: 'The name of a group; the id where there is none.',
  args: FileGidToGroupArgs,
  example: 'file.gid_to_group 0',
  looks: true,
  run: async (host, want) => (await host.accounts.groupById(want.gid))?.name ?? want.gid,
});
