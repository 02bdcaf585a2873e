import { Arg } from '@fleet/arguments';

export class UserPresentArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Its number; the system picks one where it is not given.', type: 'int', optional: true })
  uid?: number;

  @Arg({
    doc: 'Primary group, by name or number; must exist. Default for new accounts: the group of the same name.',
    type: 'string',
    optional: true,
  })
  gid?: string;

  @Arg({ doc: 'Supplementary groups that it must be in; they must exist.', type: 'string or list', optional: true })
  groups?: string[];

  @Arg({ doc: 'Supplementary groups that it must be in where they exist.', type: 'string or list', optional: true })
  optional_groups?: string[];

  @Arg({ doc: 'Take it out of supplementary groups that are not listed.', type: 'boolean', default: false })
  remove_groups!: boolean;

  @Arg({ doc: 'Home directory.', type: 'string', optional: true })
  home?: string;

  @Arg({ doc: 'Make the home directory with the account.', type: 'boolean', default: true })
  createhome!: boolean;

  @Arg({ doc: 'Full name.', type: 'string', optional: true })
  fullname?: string;

  @Arg({ doc: 'Login shell.', type: 'string', optional: true })
  shell?: string;

  @Arg({ doc: 'Make it a system account (a low number, no ageing).', type: 'boolean', default: false })
  system!: boolean;

  @Arg({
    doc: 'Change the number of an existing account; its files keep the old one.',
    type: 'boolean',
    default: false,
  })
  allow_uid_change!: boolean;

  @Arg({ doc: 'Change the primary group of an existing account.', type: 'boolean', default: true })
  allow_gid_change!: boolean;
}
