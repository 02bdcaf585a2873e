import { compileGlob } from '@fleet/targeting';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { PillarCompileRequest } from './definition.js';

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

/** The patterns of the request, or the usual ones, and those of its formulas. */
export function patternsOf({ secretPatterns = defaultSecretPatterns, formulas = [] }: PillarCompileRequest): string[] {
  return [...new Set([...secretPatterns, ...formulas.flatMap((formula) => formula.secrets)])];
}

/** Paths of everything whose key's name matches one of the patterns, in the order of the data. What is below a secret is not listed again. */
export function findSecrets(pillar: ValueMap, patterns: readonly string[] = defaultSecretPatterns): string[] {
  const isSecretName = secretNames(patterns);
  const found: string[] = [];
  visit(pillar, '');
  return found;

  function visit(value: Value, prefix: string): void {
    const items: Iterable<[Value, Value]> = isMap(value) ? value : isList(value) ? value.entries() : [];
    for (const [key, item] of items) {
      if (item !== null && item !== '' && typeof key === 'string' && isSecretName(key))
        found.push(prefix + pathStep(key));
      else if (typeof item === 'object' && item !== null) visit(item, `${prefix}${pathStep(String(key))}:`);
    }
  }
}

/**
 * A key as a step of the path of a secret. One that holds a colon cannot be named by it: then whatever stands beside it is secret too,
 * because nothing about the name of the key need say so.
 */
export function pathStep(key: string): string {
  return key.includes(':') ? '*' : key;
}

const known = new Map<string, (name: string) => boolean>();

/** Whether the name of a key says that its value is secret. The same few names come again in every pillar, so answers are kept. */
export function secretNames(patterns: readonly string[]): (name: string) => boolean {
  const key = JSON.stringify(patterns);
  const found = known.get(key);
  if (found) return found;
  const globs = patterns.map((pattern) => compileGlob(pattern.toLowerCase()));
  const answers = new Map<string, boolean>();
  const answer = (name: string): boolean => {
    const before = answers.get(name);
    if (before !== undefined) return before;
    const secret = globs.some((matches) => matches(name.toLowerCase()));
    if (answers.size > 10_000) answers.clear();
    answers.set(name, secret);
    return secret;
  };
  if (known.size > 20) known.clear();
  known.set(key, answer);
  return answer;
}
