import type { HostView, User } from '@fleet/platform';
import type { StateContext } from '../../definition.js';
import { findOne } from '../../file/parts/source.js';
import type { SshAuthArgs } from './ssh-auth.args.js';

export interface AuthorizedKey {
  readonly options: readonly string[];
  readonly type: string;
  /** The base64 part: what makes it this key. */
  readonly key: string;
  readonly comment: string;
}

/** What authors write for short. */
const shortTypes = new Map(
  Object.entries({
    r: 'ssh-rsa',
    rsa: 'ssh-rsa',
    d: 'ssh-dss',
    dsa: 'ssh-dss',
    dss: 'ssh-dss',
    e: 'ecdsa-sha2-nistp256',
    ecdsa: 'ecdsa-sha2-nistp256',
    ed25519: 'ssh-ed25519',
  }),
);

const keyType = /^(?:sk-)?(?:ssh|ecdsa)-[\w@.-]+$/;

/** A line of an authorized keys file; `undefined` for a comment, an empty line or what sshd would not take. */
export function readKey(line: string): AuthorizedKey | undefined {
  const words = splitWords(line.trim());
  const at = words.findIndex((word) => keyType.test(word));
  const key = words[at + 1];
  if (at < 0 || at > 1 || key === undefined || line.trimStart().startsWith('#')) return undefined;
  return {
    options: at === 0 ? [] : splitOptions(words[0] ?? ''),
    type: words[at] ?? '',
    key,
    comment: words.slice(at + 2).join(' '),
  };
}

export function lineOf({ options, type, key, comment }: AuthorizedKey): string {
  return [options.join(','), type, key, comment].filter((part) => part !== '').join(' ');
}

/** The keys that an author means, or one sentence. */
export async function wantedKeys(
  want: SshAuthArgs,
  host: HostView,
  context: StateContext,
): Promise<readonly AuthorizedKey[] | string> {
  if (want.source === '') return oneKey(want);
  const lookup = await findOne(want.source, {}, host, context);
  if ('problem' in lookup) return lookup.problem;
  const lines = (await lookup.found.read()).toString('utf8').split('\n');
  const keys = lines.flatMap((line) => readKey(line) ?? []);
  return keys.length === 0
    ? `${want.source} holds no keys`
    : keys.map((key) => (key.options.length > 0 ? key : { ...key, options: want.options ?? [] }));
}

/** A whole line tells all itself; the base64 alone is completed by the other arguments. */
function oneKey(want: SshAuthArgs): readonly AuthorizedKey[] | string {
  const name = want.name.trim();
  // A second line would be a key of its own, that nobody asked for.
  if ([name, want.comment, ...(want.options ?? [])].some((text) => /[\r\n]/.test(text)))
    return 'a key is one line: neither the name nor `comment` or `options` may hold a line break';
  const whole = readKey(name);
  if (whole) return [whole.options.length > 0 ? whole : { ...whole, options: want.options ?? [] }];
  const [key = '', ...comment] = name.split(/\s+/);
  if (!/^[A-Za-z0-9+/]+={0,3}$/.test(key)) return 'the name is not a public key: give its base64, or a whole line';
  const type = keyType.test(want.enc) ? want.enc : shortTypes.get(want.enc);
  if (type === undefined) return `\`enc\`: ${want.enc} is not a type of key, such as ssh-ed25519`;
  return [{ options: want.options ?? [], type, key, comment: comment.join(' ') || want.comment }];
}

/** Where the keys of an account are kept. */
export function keysPath(user: Pick<User, 'name' | 'home'>, config: string): string {
  const meant = { '%u': user.name, '%h': user.home, '%%': '%' };
  const named = config.replace(/%[uh%]/g, (word) => meant[word as keyof typeof meant]);
  return named.startsWith('/') ? named : `${user.home}/${named}`;
}

/** At spaces, except in double quotes. */
function splitWords(line: string): string[] {
  return line.match(/(?:[^\s"]|"(?:\\.|[^"\\])*")+/g) ?? [];
}

/** At commas, except in double quotes. */
function splitOptions(text: string): string[] {
  return text.match(/(?:[^,"]|"(?:\\.|[^"\\])*")+/g) ?? [];
}
