import type { MatchOn } from './fstab.js';

const fields = {
  name: 'place',
  device: 'device',
  fstype: 'type',
  opts: 'options',
  dump: 'dump',
  pass_num: 'pass',
} as const;

/** The fields of fstab behind Salt's words, or a sentence. */
export function matchOn(words: readonly string[]): { readonly fields: MatchOn | 'auto' } | string {
  if (words.length === 1 && words[0] === 'auto') return { fields: 'auto' };
  const unknown = words.find((word) => !Object.hasOwn(fields, word));
  if (unknown !== undefined) return `match_on knows ${Object.keys(fields).join(', ')} and auto, not ${unknown}`;
  return { fields: words.map((word) => fields[word as keyof typeof fields]) };
}
