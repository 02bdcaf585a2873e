import type { User } from '@fleet/platform';

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

/** `ssh-ed25519` for `ed25519`; `undefined` for what is no type of key. */
export function keyTypeOf(enc: string): string | undefined {
  return keyType.test(enc) ? enc : shortTypes.get(enc);
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
