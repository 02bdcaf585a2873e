import { Arg } from '@fleet/arguments';
import { HostRefusal, type HostView } from '@fleet/platform';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';

export class CortensordInstancesArgs {
  @Arg({
    doc: 'The directory that holds a directory for each instance.',
    type: 'string',
    default: '/opt/cortensor/nodes',
  })
  nodes_dir!: string;
}

export const instances = defineFunction({
  name: 'cortensord.instances',
  doc: 'What instances of cortensord this machine has, whatever its pillar says: name → active, enabled, directory.',
  args: CortensordInstancesArgs,
  example: 'cortensord.instances',
  looks: true,
  async run(host, want) {
    const found = await instancesOf(host, want.nodes_dir);
    return fromPlain(Object.fromEntries(found));
  },
});

export interface FoundInstance {
  readonly active: boolean;
  readonly enabled: boolean;
  /** Whether it has a directory of its own. */
  readonly directory: boolean;
}

/** By name, sorted: of each unit that systemd knows, and of each directory that holds the environment of an instance. */
export async function instancesOf(host: HostView, nodesDirectory: string): Promise<ReadonlyMap<string, FoundInstance>> {
  const found = new Map<string, FoundInstance>();
  // Without systemd nothing of it runs.
  const units = host.services.suits() === 'no' ? [] : await host.services.find('cortensord@*.service');
  for (const { name, active, state, enabled } of await host.services.statusOf(units)) {
    const instance = instanceOf(name);
    // Between two tries of a unit that does not stay up it is not active, and would be soon.
    found.set(instance, { active: active || state === 'activating', enabled, directory: false });
  }
  for (const name of await directories(host, nodesDirectory)) {
    if (!(await host.files.stat(`${nodesDirectory}/${name}/.env-${name}`))) continue;
    found.set(name, { active: false, enabled: false, ...found.get(name), directory: true });
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `node_01` of `cortensord@node_01.service` */
function instanceOf(unit: string): string {
  return unit.slice(unit.indexOf('@') + 1).replace(/\.service$/, '');
}

async function directories(host: HostView, path: string): Promise<readonly string[]> {
  try {
    return await host.files.list(path);
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT') return [];
    throw cause;
  }
}
