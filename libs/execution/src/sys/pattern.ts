import { Arg } from '@fleet/arguments';

export class PatternArgs {
  @Arg({ doc: 'A name, a module, or a glob; without it, all.', type: 'string', optional: true })
  pattern?: string;
}

/** Whether `name` is what an operator means by `pattern`: the name itself, its module, or a glob of names. */
export function meant(name: string, pattern: string | undefined): boolean {
  if (pattern === undefined || pattern === name || name.startsWith(`${pattern}.`)) return true;
  if (!pattern.includes('*') && !pattern.includes('?')) return false;
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${expression}$`).test(name);
}
