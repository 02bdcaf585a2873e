import { isList, isMap, type ValueMap } from '@fleet/values';

/** The node groups that a configuration defines (`nodegroups`: name → expression, or its words as a list), or `undefined` where it has none. */
export function nodegroupsOf(opts: ValueMap): Map<string, string> | undefined {
  const groups = opts.get('nodegroups') ?? null;
  if (!isMap(groups)) return undefined;
  return new Map([...groups].map(([name, words]) => [String(name), isList(words) ? words.join(' ') : String(words)]));
}
