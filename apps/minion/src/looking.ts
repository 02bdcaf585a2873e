/**
 * Functions that only look: a lost trace of them costs a repeated question, so their journal and return are not forced to the disk, and
 * they may answer while the pillar is broken. Whatever is not listed may touch the machine.
 */
const lookingFunctions: ReadonlySet<string> = new Set([
  'grains.get',
  'grains.item',
  'grains.items',
  'grains.ls',
  'pillar.get',
  'pillar.item',
  'pillar.items',
  'pillar.keys',
  'pillar.ls',
  'pillar.raw',
  'service.enabled',
  'service.get_all',
  'service.status',
  'state.show_high',
  'state.show_highstate',
  'state.show_low_sls',
  'state.show_lowstate',
  'state.show_sls',
  'state.show_states',
  'state.show_top',
  'sys.doc',
  'sys.list_functions',
  'sys.list_modules',
  'sys.list_state_functions',
  'sys.list_state_modules',
  'sys.state_doc',
  'test.arg',
  'test.echo',
  'test.fib',
  'test.ping',
  'test.sleep',
  'test.version',
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

export function touches(name: string): boolean {
  return !lookingFunctions.has(name);
}

export function mayShowSecrets(name: string): boolean {
  return !secretless.has(name);
}
