/** Modules of functions that touch no machine, and single functions that do not. */
const modules = ['sys', 'status'];
const functions = [
  'test.ping',
  'test.version',
  'grains.get',
  'grains.item',
  'grains.items',
  'grains.ls',
  'saltutil.running',
  'saltutil.find_job',
  'saltutil.is_running',
  'minion.drain',
  'minion.resume',
  'network.interfaces',
  'network.ip_addrs',
];

/**
 * What may be asked of a key that two machines use: enough to tell which is which. The master does not know the functions of its minions, and
 * what is not named here may touch something.
 */
export function touchesNothing(name: string): boolean {
  return functions.includes(name) || modules.some((module) => name.startsWith(`${module}.`));
}
