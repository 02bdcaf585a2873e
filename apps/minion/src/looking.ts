import { functionTable } from '@fleet/execution';

/** Functions of the state engine that only look: it is loaded when it is first needed, and what it has cannot be asked here. */
const lookingStates: ReadonlySet<string> = new Set([
  'state.show_high',
  'state.show_highstate',
  'state.show_low_sls',
  'state.show_lowstate',
  'state.show_sls',
  'state.show_states',
  'state.show_top',
]);

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
  return !(functionTable.get(name)?.looks ?? lookingStates.has(name));
}

export function mayShowSecrets(name: string): boolean {
  return !secretless.has(name);
}
