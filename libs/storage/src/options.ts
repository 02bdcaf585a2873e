/** Options as text, `a,b`, or as a list. */
export function optionsOf(opts: readonly string[]): string[] {
  return opts.flatMap((words) => words.split(',')).map((word) => word.trim());
}
