/** Python's flags of a regular expression. */
export interface PatternFlags {
  readonly ignoreCase?: boolean;
  readonly multiline?: boolean;
  readonly dotAll?: boolean;
  readonly verbose?: boolean;
  readonly ascii?: boolean;
}

export type FlagLetter = 'i' | 'm' | 's' | 'x' | 'a';

export function lettersOf(flags: PatternFlags): Set<FlagLetter> {
  const letters = new Set<FlagLetter>();
  if (flags.ignoreCase) letters.add('i');
  if (flags.multiline) letters.add('m');
  if (flags.dotAll) letters.add('s');
  if (flags.verbose) letters.add('x');
  if (flags.ascii) letters.add('a');
  return letters;
}
