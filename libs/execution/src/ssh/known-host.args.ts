import { Arg } from '@fleet/arguments';
import { hashTypes } from './fingerprint.js';

export class SshKnownHostArgs {
  @Arg({ doc: 'Account whose list is meant; default: the list of the machine.', type: 'string', optional: true })
  user?: string;

  @Arg({ doc: 'Name or address of the host.', type: 'string' })
  hostname!: string;

  @Arg({ doc: 'The list: absolute, or relative to the home of the account.', type: 'string', optional: true })
  config?: string;

  @Arg({ doc: 'Port of the host, where it is not 22.', type: 'int', optional: true })
  port?: number;

  @Arg({ doc: 'How fingerprints are made.', type: 'string', oneOf: hashTypes, default: 'sha256' })
  fingerprint_hash_type!: string;
}

export class SshKnownKeyArgs extends SshKnownHostArgs {
  @Arg({ doc: 'The key of the host, in base64.', type: 'string', optional: true })
  key?: string;

  @Arg({ doc: 'Fingerprint of its key, instead.', type: 'string', optional: true })
  fingerprint?: string;
}
