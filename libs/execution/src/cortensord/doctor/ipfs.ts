import { HostRefusal } from '@fleet/platform';
import { apply, fine, wrong, type ServerCheck, type Ward } from './definition.js';

/** Its daemon has fixed ports: exactly one instance may start it, also of those that are no longer in the pillar and still run. */
export const ipfs: ServerCheck = {
  name: 'ipfs',
  async look(ward) {
    const serving: string[] = [];
    const relevant = [...ward.found].filter(([name, { active }]) => active || ward.plan.nodes.has(name));
    for (const [name] of relevant) if (await servesIpfs(ward, name)) serving.push(name);
    if (serving.length === 1) return fine(`${serving[0]} runs the IPFS server`);
    if (ward.plan.nodes.size === 0) return fine('no instances, no IPFS server');
    return serving.length === 0
      ? wrong('no instance runs the IPFS server', apply)
      : wrong(`${serving.join(' and ')} run an IPFS server each, and there are ports for one`, apply);
  },
};

async function servesIpfs(ward: Ward, name: string): Promise<boolean> {
  const file = `${ward.setting('nodes_dir')}/${name}/.env-${name}`;
  try {
    return /^ENABLE_IPFS_SERVER="?1"?$/m.test((await ward.host.files.read(file)).toString('utf8'));
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT') return false;
    throw cause;
  }
}
