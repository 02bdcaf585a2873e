import { Arg, NotSupported } from '@fleet/arguments';

@NotSupported({ cache_keys: 'keys are always looked up anew; leave it out.' })
export class SshAuthKeyArgs {
  @Arg({ doc: 'Account whose authorized keys are meant.', type: 'string' })
  user!: string;

  @Arg({ doc: 'The key: its base64 alone, or a whole line with options, type and comment.', type: 'string' })
  key!: string;

  @Arg({ doc: 'Type of a key that is given without one.', type: 'string', default: 'ssh-rsa' })
  enc!: string;

  @Arg({ doc: 'Comment of a key that is given without one.', type: 'string', default: '' })
  comment!: string;

  @Arg({ doc: 'Options of a key that is given without any, such as no-pty.', type: 'string or list', optional: true })
  options?: string[];

  @Arg({
    doc: 'The file, relative to the home directory or absolute; %u is the account, %h its home.',
    type: 'string',
    default: '.ssh/authorized_keys',
  })
  config!: string;

  @Arg({
    doc: 'Accepted for callers that give it; keys are compared, not fingerprints.',
    type: 'string',
    optional: true,
  })
  fingerprint_hash_type?: string;
}

export class SshAuthFileArgs {
  @Arg({ doc: 'Account whose authorized keys are meant.', type: 'string' })
  user!: string;

  @Arg({ doc: 'A salt:// file of keys, or one of this machine, one key a line.', type: 'string' })
  source!: string;

  @Arg({
    doc: 'The file, relative to the home directory or absolute; %u is the account, %h its home.',
    type: 'string',
    default: '.ssh/authorized_keys',
  })
  config!: string;

  @Arg({ doc: 'Environment of a salt:// file.', type: 'string', default: 'base' })
  saltenv!: string;

  @Arg({
    doc: 'Accepted for callers that give it; keys are compared, not fingerprints.',
    type: 'string',
    optional: true,
  })
  fingerprint_hash_type?: string;
}
