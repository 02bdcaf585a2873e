import { Arg, NotSupported } from '@fleet/arguments';

@NotSupported(
  {
    unique: 'two accounts with one number are one account; give each its own.',
    usergroup: 'name the primary group with `gid`; without one, the account gets a group of its own name.',
    nologinit: 'the records of logins are always made; leave it out.',
    loginclass: 'there are no login classes on Linux; leave it out.',
    root: 'accounts are always those of the machine itself; leave it out.',
    local: 'accounts are always those of the machine itself; leave it out.',
  },
  { evenFalse: ['unique'] },
)
export class UserAddArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Its number; the system picks one where it is not given.', type: 'int', optional: true })
  uid?: number;

  @Arg({
    doc: 'Primary group, by name or number; must exist. Default: the group of the same name, which is made.',
    type: 'string',
    optional: true,
  })
  gid?: string;

  @Arg({ doc: 'Supplementary groups; they must exist.', type: 'string or list', optional: true })
  groups?: string[];

  @Arg({ doc: 'Home directory.', type: 'string', optional: true })
  home?: string;

  @Arg({ doc: 'Login shell.', type: 'string', optional: true })
  shell?: string;

  @Arg({ doc: 'Make it a system account (a low number, no ageing).', type: 'boolean', default: false })
  system!: boolean;

  @Arg({ doc: 'Full name.', type: 'string', default: '' })
  fullname!: string;

  @Arg({ doc: 'Room number, in the comment.', type: 'string', default: '' })
  roomnumber!: string;

  @Arg({ doc: 'Telephone at work, in the comment.', type: 'string', default: '' })
  workphone!: string;

  @Arg({ doc: 'Telephone at home, in the comment.', type: 'string', default: '' })
  homephone!: string;

  @Arg({ doc: 'Whatever else the comment tells.', type: 'string', default: '' })
  other!: string;

  @Arg({ doc: 'Make the home directory.', type: 'boolean', default: true })
  createhome!: boolean;
}
