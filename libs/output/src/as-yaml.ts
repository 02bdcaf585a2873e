import type { Value } from '@fleet/values';

/** A value as YAML. What writes it is loaded only now: most answers are shown otherwise. */
export async function asYaml(value: Value): Promise<string> {
  const { formatYaml } = await import('./yaml.js');
  return formatYaml(value);
}
