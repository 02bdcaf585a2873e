import { Arg } from '@fleet/arguments';

/** What every state of authorized keys takes. */
export class SshAuthArgs {
  @Arg({
    doc: 'The key: its base64 alone, or a whole line with options, type and comment; not used with source.',
    type: 'string',
  })
  name!: string;

  @Arg({ doc: 'Account whose authorized keys are meant.', type: 'string' })
  user!: string;

  @Arg({
    doc: 'Type of a key that is given without one, such as ssh-rsa or ssh-ed25519.',
    type: 'string',
    default: 'ssh-rsa',
  })
  enc!: string;

  @Arg({ doc: 'Comment of a key that is given without one.', type: 'string', default: '' })
  comment!: string;

  @Arg({ doc: 'A salt:// file of keys, one a line; each is meant.', type: 'string', default: '' })
  source!: string;

  @Arg({ doc: 'Options of a key that is given without any, such as no-pty.', type: 'string or list', optional: true })
  options?: string[];

  @Arg({
    doc: 'The file, relative to the home directory or absolute; %u is the account, %h its home.',
    type: 'string',
    default: '.ssh/authorized_keys',
  })
  config!: string;

  @Arg({ doc: 'Accepted for trees that set it; keys are compared, not fingerprints.', type: 'string', optional: true })
  fingerprint_hash_type?: string;
}
