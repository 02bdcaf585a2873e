import { describeArguments, type ArgumentClass } from '@fleet/arguments';

/** A line for each argument, behind an empty one; nothing where there are none. */
export function argumentRows(declared: ArgumentClass): string[] {
  const described = describeArguments(declared);
  if (described.length === 0) return [];
  return ['', ...described.map((argument) => `    ${argument.name} (${argument.type}): ${argument.doc}`)];
}
