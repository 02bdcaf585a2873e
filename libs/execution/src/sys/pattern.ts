import { Arg } from '@fleet/arguments';
import { matchGlob } from '@fleet/targeting';

export class PatternArgs {
  @Arg({ doc: 'A name, a module, or a glob; without it, all.', type: 'string', optional: true })
  pattern?: string;
}

/** Whether `name` is what an operator means by `pattern`: the name itself, its module, or a glob of names. */
export function meant(name: string, pattern: string | undefined): boolean {
  if (pattern === undefined || pattern === name || name.startsWith(`${pattern}.`)) return true;
  return matchGlob(pattern, name);
}
