import type { HostView } from '@fleet/platform';
import { mergeRecursive, type ValueMap } from '@fleet/values';

/**
 * Grains of the minion's own file, and over them those of its configuration. A file that cannot be read is told and left out: the rest of
 * the machine's facts are as true as before.
 */
export async function configuredGrains(
  host: HostView,
  file: string,
  configured: ValueMap,
  tell: (sentence: string) => void,
): Promise<ValueMap> {
  if (!(await host.files.statTarget(file))) return configured;
  // The reader of YAML is loaded for minions that have such a file.
  const { readGrainsFile } = await import('@fleet/execution');
  const read = await readGrainsFile(host, file);
  if (!read.ok) {
    tell(read.why);
    return configured;
  }
  return mergeRecursive(read.grains, configured) as ValueMap;
}
