import { Rest } from '@fleet/arguments';
import type { HostView } from '@fleet/platform';
import type { Value } from '@fleet/values';

export class PackageNamesArgs {
  @Rest({ doc: 'Names of packages.', of: 'positional' })
  names: Value[] = [];
}

/** The answer for one name, name → answer for several, an empty text for none. */
export async function forEachName(
  host: HostView,
  names: readonly Value[],
  answer: (name: string, installed: string | undefined) => Promise<string> | string,
): Promise<Value> {
  if (names.length === 0) return '';
  const installed = await host.packages.installed();
  const answers = new Map<Value, Value>();
  for (const name of names) answers.set(name, await answer(String(name), installed.get(String(name))));
  return names.length === 1 ? ([...answers.values()][0] as Value) : answers;
}
