import { isMap, type Value } from '@fleet/values';

/** What a reference names: a module with an ID or name, `id` with either, or `sls`. */
export interface Named {
  readonly what: string;
  readonly target: string;
}

/** `file: /etc/x`, `file.managed: /etc/x`, `sls: web`, `id: x`, or a bare ID. */
export function readReference(item: Value): Named | undefined {
  if (typeof item === 'string') return item === '' ? undefined : { what: 'id', target: item };
  if (!isMap(item) || item.size !== 1) return undefined;
  const [what, target] = [...item][0] as [Value, Value];
  if (typeof what !== 'string' || typeof target !== 'string' || what === '' || target === '') return undefined;
  return { what: what.split('.')[0] as string, target };
}
