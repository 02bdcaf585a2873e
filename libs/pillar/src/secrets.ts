import { compileGlob } from '@fleet/targeting';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';

export const defaultSecretPatterns: readonly string[] = [
  '*private_key',
  '*private-key',
  '*privatekey',
  '*secret',
  '*secrets',
  '*secret_key',
  '*secret-key',
  '*secretkey',
  '*access_key',
  '*access-key',
  '*accesskey',
  '*password',
  '*passwd',
  '*passphrase',
  '*token',
  '*mnemonic',
  '*seed',
  '*api_key',
  '*api-key',
  '*apikey',
];

/** Paths of everything whose key's name matches one of the patterns, in the order of the data. What is below a secret is not listed again. */
export function findSecrets(pillar: ValueMap, patterns: readonly string[] = defaultSecretPatterns): string[] {
  const globs = patterns.map((pattern) => compileGlob(pattern.toLowerCase()));
  const found: string[] = [];
  visit(pillar, '');
  return found;

  function visit(value: Value, prefix: string): void {
    const items: Iterable<[Value, Value]> = isMap(value) ? value : isList(value) ? value.entries() : [];
    for (const [key, item] of items) {
      const path = `${prefix}${String(key)}`;
      const secret = typeof key === 'string' && globs.some((matches) => matches(key.toLowerCase()));
      if (secret && item !== null && item !== '') found.push(path);
      else visit(item, `${path}:`);
    }
  }
}
