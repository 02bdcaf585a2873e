import { Arg } from '@fleet/arguments';
import type { KnownHost } from '@fleet/edits';
import type { HostView } from '@fleet/platform';
import { fromPlain, type Value } from '@fleet/values';
import { defineFunction, FunctionRefused, type FunctionContext } from '../definition.js';
import { hasFingerprint } from './fingerprint.js';
import { SshKnownKeyArgs } from './known-host.args.js';
import {
  entriesAbout,
  entryRecord,
  hashedName,
  knownList,
  knownName,
  withoutHost,
  writeKnownList,
} from './known-list.js';
import { keyTypeOfHost, scan } from './scan.js';

export class SshSetKnownHostArgs extends SshKnownKeyArgs {
  @Arg({ doc: 'Type of the key, such as ssh-ed25519; needed with `key`.', type: 'string', optional: true })
  enc?: string;

  @Arg({ doc: 'Write the name so that nobody can read it in the list.', type: 'boolean', default: false })
  hash_known_hosts!: boolean;

  @Arg({ doc: 'How long the host may take to answer.', type: 'duration', default: 5 })
  timeout!: number;
}

export const setKnownHost = defineFunction({
  name: 'ssh.set_known_host',
  doc: 'Make a host known by its key: the one that is given, or the one of the given fingerprint, for which the host is asked. Without either it is refused: a key that nobody vouches for proves nothing.',
  args: SshSetKnownHostArgs,
  example: 'ssh.set_known_host deploy git.example.org fingerprint=SHA256:uNiVztksCsDhcc0u9e8BrMmx2e3R0ZB6',
  async run(host, want, context) {
    const name = knownName(want.hostname, want.port);
    const list = await knownList(host, want);
    const wanted = await wantedKey(host, want, context);
    const held = entriesAbout(list, name);
    const shown = (entry: KnownHost): Value => entryRecord({ ...entry, hosts: name }, want.fingerprint_hash_type);
    if (held.some((entry) => entry.type === wanted.type && entry.key === wanted.key))
      return fromPlain({ status: 'exists', key: shown(wanted) });
    const line = `${want.hash_known_hosts ? hashedName(name) : name} ${wanted.type} ${wanted.key}`;
    await writeKnownList(host, list, [...withoutHost(list.lines, name, wanted.type), line]);
    const old = held.filter((entry) => entry.type === wanted.type).map(shown);
    return new Map<Value, Value>([
      ['status', 'updated'],
      ['old', old],
      ['new', [shown(wanted)]],
    ]);
  },
});

async function wantedKey(host: HostView, want: SshSetKnownHostArgs, context: FunctionContext): Promise<KnownHost> {
  const { key, fingerprint, enc } = want;
  if ((key === undefined) === (fingerprint === undefined))
    throw new FunctionRefused('bad-arguments', 'give the `key` of the host, or the `fingerprint` that it must have');
  if (key !== undefined) {
    if (enc === undefined) throw new FunctionRefused('bad-arguments', 'a `key` needs its type, `enc`');
    if (!/^[A-Za-z0-9+/]+={0,3}$/.test(key))
      throw new FunctionRefused('bad-arguments', '`key` is not the base64 of a public key');
    return { hosts: want.hostname, type: keyTypeOfHost(enc), key };
  }
  const keys = await scan(host, want, context);
  const fitting = keys.find((one) => hasFingerprint(one.key, fingerprint ?? '', want.fingerprint_hash_type));
  if (fitting) return fitting;
  throw new FunctionRefused(
    'failed',
    `${want.hostname} has another key than the one of the fingerprint: this may be somebody else`,
  );
}
