import { keyTypeOf, lineOf, readKey, type AuthorizedKey } from '@fleet/edits';
import { FunctionRefused, type FunctionContext } from '../definition.js';
import type { SshAuthFileArgs, SshAuthKeyArgs } from './auth-key.args.js';

/** @throws FunctionRefused `bad-arguments` for what is no key, or more than one line */
export function wantedKey(want: Pick<SshAuthKeyArgs, 'key' | 'enc' | 'comment' | 'options'>): AuthorizedKey {
  const text = want.key.trim();
  const options = want.options ?? [];
  // A second line would be a key of its own, that nobody asked for.
  if ([text, want.comment, ...options].some((word) => /[\r\n\0]/.test(word)))
    throw new FunctionRefused(
      'bad-arguments',
      'a key is one line: neither it nor `comment` or `options` may hold a line break',
    );
  const whole = readKey(text);
  if (whole) return whole.options.length > 0 ? whole : { ...whole, options };
  const [key = '', ...comment] = text.split(/\s+/);
  if (!/^[A-Za-z0-9+/]+={0,3}$/.test(key))
    throw new FunctionRefused('bad-arguments', '`key` is not a public key: give its base64, or a whole line');
  const type = keyTypeOf(want.enc);
  if (type === undefined)
    throw new FunctionRefused('bad-arguments', `\`enc\`: ${want.enc} is not a type of key, such as ssh-ed25519`);
  return { options, type, key, comment: comment.join(' ') || want.comment };
}

/** @throws FunctionRefused `not-found` */
export async function keysOfSource(want: SshAuthFileArgs, context: FunctionContext): Promise<AuthorizedKey[]> {
  const text = await context.call('cp.get_file_str', [want.source], new Map([['saltenv', want.saltenv]]));
  if (typeof text !== 'string') throw new FunctionRefused('not-found', `there is no ${want.source}`);
  const keys = text.split('\n').flatMap((line) => readKey(line) ?? []);
  if (keys.length === 0) throw new FunctionRefused('failed', `${want.source} holds no keys`);
  return keys;
}

/** `add`: not there; `update`: there with another comment, type or options; `exists`. */
export function compareKey(now: readonly AuthorizedKey[], wanted: AuthorizedKey): 'add' | 'update' | 'exists' {
  const held = now.find((one) => one.key === wanted.key);
  if (!held) return 'add';
  return lineOf(held) === lineOf(wanted) ? 'exists' : 'update';
}
