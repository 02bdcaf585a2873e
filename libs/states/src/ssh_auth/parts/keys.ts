import { keyTypeOf, readKey, type AuthorizedKey } from '@fleet/edits';
import type { HostView } from '@fleet/platform';
import type { StateContext } from '../../definition.js';
import { findOne } from '../../file/parts/source.js';
import type { SshAuthArgs } from './ssh-auth.args.js';

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
  const type = keyTypeOf(want.enc);
  if (type === undefined) return `\`enc\`: ${want.enc} is not a type of key, such as ssh-ed25519`;
  return [{ options: want.options ?? [], type, key, comment: comment.join(' ') || want.comment }];
}
