import { createHash } from 'node:crypto';
import { Arg } from '@fleet/arguments';
import { hostName, isAbout, joinLines, readKnownHost, splitLines, type KnownHost } from '@fleet/edits';
import type { HostView } from '@fleet/platform';
import { defineState, type StateContext } from '../definition.js';
import { parentOf } from '../file/parts/absolute.js';
import { already, impossible, step } from '../step.js';
import { askTool, lastWords } from '../tool.js';
import { KnownHostArgs, listOf, notYet } from './parts/known-hosts.js';

export class SshKnownHostsPresentArgs extends KnownHostArgs {
  @Arg({ doc: 'The key of the host, in base64; it is not asked for then.', type: 'string', optional: true })
  key?: string;

  @Arg({
    doc: 'Fingerprint that the key of the host must have, when the host is asked for it.',
    type: 'string',
    optional: true,
  })
  fingerprint?: string;

  @Arg({ doc: 'How that fingerprint was made.', type: 'string', oneOf: ['sha256', 'md5'], default: 'sha256' })
  fingerprint_hash_type!: string;

  @Arg({ doc: 'Type of the key, such as ssh-ed25519 or ed25519.', type: 'string', optional: true })
  enc?: string;

  @Arg({
    doc: 'Names are written in plain words, so that they can be found again: True is refused.',
    type: 'boolean',
    default: false,
  })
  hash_known_hosts!: boolean;

  @Arg({ doc: 'How long the host may take to answer.', type: 'duration', default: 5 })
  timeout!: number;
}

export const present = defineState({
  name: 'ssh_known_hosts.present',
  doc: 'Keep the key of a host among the known ones: the one that is given, or the one of the given fingerprint.',
  args: SshKnownHostsPresentArgs,
  example: `git.example.org:
  ssh_known_hosts.present:
    - user: deploy
    - enc: ssh-ed25519
    - key: AAAAC3NzaC1lZDI1NTE5AAAAIF4Nj8Yk2mWvK5
`,
  async plan(host, want, context) {
    if (!/^[\w.:%-]+$/.test(want.name) || want.name.startsWith('-'))
      return impossible(`${want.name} is not the name of a host`);
    if (want.key !== undefined && want.fingerprint !== undefined)
      return impossible('give the `key`, or the `fingerprint` that it must have');
    if (want.key === undefined && want.fingerprint === undefined)
      return impossible(
        'give the `key` of the host or its `fingerprint`: a key that nobody vouches for proves nothing',
      );
    if (want.key !== undefined && want.enc === undefined) return impossible('a `key` needs its type, `enc`');
    if (want.key !== undefined && !/^[A-Za-z0-9+/]+={0,3}$/.test(want.key))
      return impossible('the `key` is not the base64 of a public key');
    if (want.enc !== undefined && !/^[\w@.-]+$/.test(want.enc))
      return impossible(`\`enc\`: ${want.enc} is not a type of key, such as ssh-ed25519`);
    if (want.hash_known_hosts)
      return impossible('`hash_known_hosts: True` is not supported here: names are written in plain words');
    const list = await listOf(host, want);
    if ('impossible' in list) return list;
    if ('missing' in list) return notYet(list.missing, context);
    const name = hostName(want);
    const inHome = list.user ? { inHome: list.user } : {};
    const exists = (await host.files.statTarget(list.path)) !== undefined;
    const { lines } = splitLines(exists ? (await host.files.read(list.path, inHome)).toString('utf8') : '');
    const held = lines.flatMap((line) => readKnownHost(line) ?? []).filter((line) => isAbout(line, name));
    const same = held.find((line) => isWanted(line, want));
    if (same) return already(`the key of ${name} is known`);
    const wanted =
      want.key === undefined ? await asked(host, want, context) : { type: keyType(want.enc ?? ''), key: want.key };
    if (typeof wanted === 'string') return context.test ? { verdict: null, comment: wanted } : impossible(wanted);
    const line = `${name} ${wanted.type} ${wanted.key}`;
    const replaced = held.find(({ type }) => type === wanted.type);
    return {
      steps: [
        step(
          `set the key of ${name} in ${list.path}`,
          { [name]: { old: replaced?.key ?? '', new: wanted.key } },
          async (machine) => {
            const rest = lines.filter((one) => {
              const read = readKnownHost(one);
              return !(read && read.type === wanted.type && isAbout(read, name));
            });
            const owner = list.user ? { uid: list.user.uid, gid: list.user.gid } : {};
            if (!exists)
              await machine.files.makeDirectory(
                parentOf(list.path),
                { ...owner, mode: list.user ? 0o700 : 0o755 },
                { parents: true },
              );
            await machine.files.write(
              list.path,
              joinLines([...rest, line]),
              exists ? {} : { ...owner, mode: 0o644 },
              inHome,
            );
          },
        ),
      ],
      already: '',
      done: `the key of ${name} is known now`,
    };
  },
});

function isWanted(line: KnownHost, want: SshKnownHostsPresentArgs): boolean {
  if (want.enc !== undefined && line.type !== keyType(want.enc)) return false;
  return want.key === undefined ? hasFingerprint(line.key, want) : line.key === want.key;
}

/** The key of the host that has the fingerprint. Asking is all that this does: ssh-keyscan writes nothing. */
async function asked(
  host: HostView,
  want: SshKnownHostsPresentArgs,
  context: StateContext,
): Promise<{ type: string; key: string } | string> {
  const seconds = String(Math.max(1, Math.ceil(want.timeout / 1000)));
  const type = want.enc === undefined ? [] : ['-t', keyType(want.enc).replace(/^ssh-|-sha2.*$/g, '')];
  const port = want.port === undefined ? [] : ['-p', String(want.port)];
  const words = ['ssh-keyscan', ...port, '-T', seconds, ...type, '--', want.name] as [string, ...string[]];
  const result = await askTool(host, words, { timeout: want.timeout + 10_000, signal: context.signal });
  if (!result) return 'this machine has no ssh-keyscan to ask the host with';
  const keys = result.stdout.split('\n').flatMap((line) => readKnownHost(line) ?? []);
  const fitting = keys.find(({ key }) => hasFingerprint(key, want));
  if (fitting) return fitting;
  return keys.length === 0
    ? `${want.name} did not tell its key: ${lastWords(result)}`
    : `${want.name} has another key than the one of the fingerprint: this may be somebody else`;
}

function hasFingerprint(key: string, want: SshKnownHostsPresentArgs): boolean {
  const digest = createHash(want.fingerprint_hash_type).update(Buffer.from(key, 'base64'));
  const given = (want.fingerprint ?? '').replace(/^(SHA256|MD5):/i, '');
  if (want.fingerprint_hash_type === 'md5') return digest.digest('hex') === given.replaceAll(':', '').toLowerCase();
  // As ssh-keygen prints it, or as Salt does: in hexadecimal, with colons.
  const bytes = digest.digest();
  return (
    bytes.toString('base64').replace(/=+$/, '') === given.replace(/=+$/, '') ||
    bytes.toString('hex') === given.replaceAll(':', '').toLowerCase()
  );
}

function keyType(enc: string): string {
  if (/^(ssh-|ecdsa-|sk-)/.test(enc)) return enc;
  return enc === 'ecdsa' ? 'ecdsa-sha2-nistp256' : `ssh-${enc === 'dsa' ? 'dss' : enc}`;
}
