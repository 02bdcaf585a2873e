import type { Place } from '@fleet/diagnostics';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { PillarCompileRequest } from '../definition.js';
import type { Problems } from '../problems.js';
import { pathStep } from '../secrets.js';
import { EncryptionFailed, isEncrypted } from './age.js';

interface Wanted extends Pick<PillarCompileRequest, 'decrypter'> {
  /** Encrypted values that the minion may have had a part in: they are not opened. */
  readonly madeFromGrains: ReadonlySet<string>;
}

export interface Decrypted {
  readonly pillar: ValueMap;
  /** Paths of the values that were encrypted. */
  readonly paths: readonly string[];
}

/**
 * Opens every encrypted value that is left after scoping: what this minion does not get is never opened. What was wrong is told with its place
 * (`placeOf`) and never with any of the value.
 */
export async function decryptValues(
  pillar: ValueMap,
  { decrypter, madeFromGrains }: Wanted,
  placeOf: (path: readonly string[]) => Promise<Place | undefined>,
  problems: Problems,
): Promise<Decrypted> {
  const found = encryptedPaths(pillar);
  if (found.length === 0) return { pillar, paths: [] };
  const plain = new Map<string, string>();
  for (const { path, text } of found) {
    if (madeFromGrains.has(text)) {
      problems.error(
        'pillar.encrypted',
        `the value of ${path.join(':')} is not opened: its file looks at grains, and does not hold the encrypted text itself at that place`,
        await placeOf(path),
        'Grains are what a minion says. Write the text there as it is, or keep it in a file that looks at no grains.',
      );
      continue;
    }
    try {
      if (!decrypter) throw new EncryptionFailed('no-identity', 'values can be opened on the master only');
      plain.set(text, await decrypter.open(text));
    } catch (error) {
      if (!(error instanceof EncryptionFailed)) throw error;
      problems.error(
        'pillar.encrypted',
        `the value of ${path.join(':')} cannot be decrypted: ${error.message}`,
        await placeOf(path),
        advice[error.code],
      );
    }
  }
  return { pillar: replace(pillar, plain) as ValueMap, paths: found.map(({ path }) => path.map(pathStep).join(':')) };
}

const advice: Readonly<Record<EncryptionFailed['code'], string>> = {
  'no-identity':
    'Encrypt it for the key that `fleet-master pillar key` prints, or name the file of the older key in pillar_identities.',
  'bad-key': 'The keys that open values need mending, not the value.',
  malformed: 'Encrypt it anew: fleet-master pillar encrypt.',
  'not-text': 'Encrypt it anew: fleet-master pillar encrypt.',
};

function encryptedPaths(pillar: ValueMap): { readonly path: readonly string[]; readonly text: string }[] {
  const found: { path: string[]; text: string }[] = [];
  visit(pillar, []);
  return found;

  function visit(value: Value, path: string[]): void {
    if (typeof value === 'string') {
      if (isEncrypted(value)) found.push({ path, text: value });
      return;
    }
    if (!isMap(value) && !isList(value)) return;
    for (const [key, item] of value.entries() as Iterable<[Value, Value]>)
      if (item !== null && (typeof item === 'string' || typeof item === 'object')) visit(item, [...path, String(key)]);
  }
}

function replace(value: Value, plain: ReadonlyMap<string, string>): Value {
  if (typeof value === 'string') return plain.get(value) ?? value;
  if (isList(value)) {
    const items = value.map((item) => replace(item, plain));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isMap(value)) return value;
  let changed: ValueMap | undefined;
  for (const [key, item] of value) {
    const now = replace(item, plain);
    if (now !== item) (changed ??= new Map(value)).set(key, now);
  }
  return changed ?? value;
}
