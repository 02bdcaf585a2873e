import { Arg, NotSupported } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { hashTypes } from './fingerprint.js';
import { entryRecord, knownName } from './known-list.js';
import { scan } from './scan.js';

@NotSupported({ hash_known_hosts: 'names are answered in plain words.' })
export class SshRecvKnownHostEntriesArgs {
  @Arg({ doc: 'Name or address of the host.', type: 'string' })
  hostname!: string;

  @Arg({ doc: 'Type of the key, such as ssh-ed25519; default: all that the host has.', type: 'string', optional: true })
  enc?: string;

  @Arg({ doc: 'Port of the host, where it is not 22.', type: 'int', optional: true })
  port?: number;

  @Arg({ doc: 'How long the host may take to answer.', type: 'duration', default: 5 })
  timeout!: number;

  @Arg({ doc: 'How fingerprints are made.', type: 'string', oneOf: hashTypes, default: 'sha256' })
  fingerprint_hash_type!: string;
}

export const recvKnownHostEntries = defineFunction({
  name: 'ssh.recv_known_host_entries',
  doc: 'Ask a host for its keys. Whoever answers may be somebody else: compare the fingerprints with what its owner says.',
  args: SshRecvKnownHostEntriesArgs,
  example: 'ssh.recv_known_host_entries git.example.org enc=ed25519',
  looks: true,
  async run(host, want, context) {
    knownName(want.hostname, want.port);
    const keys = await scan(host, want, context);
    return keys.map((entry) => entryRecord(entry, want.fingerprint_hash_type));
  },
});
