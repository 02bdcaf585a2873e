import { collectGrains } from '@fleet/grains';
import { memoryHost } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';

/** Grains of a machine that was never seen: those given, or a fresh Debian 12 on x86_64 that bears the minion's id as its name. */
export async function assumedGrains(version: string, given?: ValueMap): Promise<(id: string) => ValueMap> {
  if (given) return (id) => new Map<Value, Value>([...given, ['id', id]]);
  const grains = await collectGrains(memoryHost({ hostname: 'assumed', fqdn: 'assumed' }), { id: 'assumed', version });
  return (id) => {
    const [host = id] = id.split('.');
    const own: ValueMap = new Map<Value, Value>([
      ...grains,
      ['id', id],
      ['host', host],
      ['nodename', host],
      ['fqdn', id],
    ]);
    return own;
  };
}
