import { Arg } from '@fleet/arguments';

export class GroupArgs {
  @Arg({ doc: 'Name of the group, such as editor.', type: 'string' })
  name!: string;
}

export class MemberArgs extends GroupArgs {
  @Arg({ doc: 'The program, such as /usr/bin/vim.', type: 'string' })
  path!: string;
}
