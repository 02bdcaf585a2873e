import { Arg, NotSupported } from '@fleet/arguments';

@NotSupported(
  {
    hash_password: 'write the hash itself, as `openssl passwd -6` prints it.',
    password_lock: "give the hash with a ! before it, or `password: '!'`.",
    unique: 'two accounts with one number are one account; give each its own.',
    usergroup: 'name the primary group with `gid`; without one, the account gets a group of its own name.',
    nologinit: 'the records of logins are always made; leave it out.',
    loginclass: 'there are no login classes on Linux; leave it out.',
    local: 'accounts are always those of the machine itself; leave it out.',
    win_homedrive: 'there is no Windows here; leave it out.',
    win_profile: 'there is no Windows here; leave it out.',
    win_logonscript: 'there is no Windows here; leave it out.',
    win_description: 'there is no Windows here; leave it out.',
  },
  { evenFalse: ['unique'] },
)
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

  @Arg({ doc: 'Room, as the comment field tells it.', type: 'string', optional: true })
  roomnumber?: string;

  @Arg({ doc: 'Telephone at work.', type: 'string', optional: true })
  workphone?: string;

  @Arg({ doc: 'Telephone at home.', type: 'string', optional: true })
  homephone?: string;

  @Arg({ doc: 'The rest of the comment field.', type: 'string', optional: true })
  other?: string;

  @Arg({ doc: 'Login shell.', type: 'string', optional: true })
  shell?: string;

  @Arg({ doc: 'Make it a system account (a low number, no ageing).', type: 'boolean', default: false })
  system!: boolean;

  @Arg({ doc: 'The primary group is the one of the same name, which must exist.', type: 'boolean', default: false })
  gid_from_name!: boolean;

  @Arg({ doc: 'Hash of the password, as crypt writes it; it is never shown.', type: 'string', optional: true })
  password?: string;

  @Arg({
    doc: 'Set the password of an account that has one already too; False leaves it.',
    type: 'boolean',
    default: true,
  })
  enforce_password!: boolean;

  @Arg({ doc: 'Whoever names the account can log in without a password.', type: 'boolean', default: false })
  empty_password!: boolean;

  @Arg({ doc: 'Day of the last change of the password, counted from 1970-01-01.', type: 'int', optional: true })
  date?: number;

  @Arg({ doc: 'Days that must pass between changes of the password.', type: 'int', optional: true })
  mindays?: number;

  @Arg({ doc: 'Days after which the password must be changed.', type: 'int', optional: true })
  maxdays?: number;

  @Arg({ doc: 'Days before that on which it is warned of.', type: 'int', optional: true })
  warndays?: number;

  @Arg({ doc: 'Days for which an expired password is still taken; -1 for ever.', type: 'int', optional: true })
  inactdays?: number;

  @Arg({
    doc: 'Day after which nobody can log in, counted from 1970-01-01; -1 for never.',
    type: 'int',
    optional: true,
  })
  expire?: number;

  @Arg({
    doc: 'Change the number of an existing account; its files keep the old one.',
    type: 'boolean',
    default: false,
  })
  allow_uid_change!: boolean;

  @Arg({ doc: 'Change the primary group of an existing account.', type: 'boolean', default: true })
  allow_gid_change!: boolean;
}
