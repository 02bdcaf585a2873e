import { looks } from '@fleet/protocol';

/** Functions whose answer cannot hold anything of the pillar: the secrets need not be known to redact it. */
const secretless: ReadonlySet<string> = new Set([
  'test.ping',
  'test.version',
  'test.sleep',
  'sys.doc',
  'sys.list_functions',
  'grains.items',
  'grains.get',
  'grains.ls',
  'grains.item',
]);

/**
 * Whether a function may change the machine. A lost trace of one that only looks costs a repeated question, so its journal and return are
 * not forced to the disk.
 */
export function touches(name: string): boolean {
  return !looks(name);
}

export function mayShowSecrets(name: string): boolean {
  return !secretless.has(name);
}
