import { Arg } from '@fleet/arguments';
import type { HostView } from '@fleet/platform';
import { isMap, type ValueMap } from '@fleet/values';
import { readInterfaces } from './read-interfaces.js';

export class IfaceArgs {
  @Arg({ doc: 'Name of the interface.', type: 'string' })
  iface!: string;
}

/** What is known of one interface, or the sentence that Salt answers where there is none. */
export async function oneInterface(host: HostView, name: string): Promise<ValueMap | string> {
  const all = await readInterfaces(host);
  const found = all.get(name) ?? null;
  if (isMap(found)) return found;
  return `Interface "${name}" not in available interfaces: "${[...all.keys()].join('", "')}"`;
}
