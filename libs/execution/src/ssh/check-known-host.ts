import { defineFunction } from '../definition.js';
import { hasFingerprint } from './fingerprint.js';
import { SshKnownKeyArgs } from './known-host.args.js';
import { entriesAbout, knownList, knownName } from './known-list.js';

export class SshCheckKnownHostArgs extends SshKnownKeyArgs {}

export const checkKnownHost = defineFunction({
  name: 'ssh.check_known_host',
  doc: 'Whether a host is known: add where it is not, update where it is known by other keys than the one that is given, else exists.',
  args: SshCheckKnownHostArgs,
  example: 'ssh.check_known_host deploy git.example.org',
  looks: true,
  async run(host, want) {
    const found = entriesAbout(await knownList(host, want), knownName(want.hostname, want.port));
    if (found.length === 0) return 'add';
    const { key, fingerprint, fingerprint_hash_type: hash } = want;
    const fits = found.some(
      (entry) =>
        (key === undefined || entry.key === key) &&
        (fingerprint === undefined || hasFingerprint(entry.key, fingerprint, hash)),
    );
    return fits ? 'exists' : 'update';
  },
});
