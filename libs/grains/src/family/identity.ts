import type { Value } from '@fleet/values';
import { readText, type GrainFamily } from './family.js';

export const identity: GrainFamily = {
  name: 'identity',
  doc: 'Which machine, and who runs fleet on it: machine_id, uuid, username, uid, groupname, gid, shell.',
  async collect(host) {
    // `stat` of our own process tells as whom we run.
    const own = await host.files.statTarget('/proc/self');
    const user = await host.accounts.userById(own?.uid ?? 0);
    const group = user && (await host.accounts.groupById(user.gid));
    return {
      machine_id: (await readText(host, '/etc/machine-id')) || undefined,
      uuid: (await readText(host, '/sys/class/dmi/id/product_uuid'))?.toLowerCase(),
      username: user?.name,
      uid: user?.uid,
      groupname: group?.name,
      gid: user?.gid,
      shell: user?.shell || '/bin/sh',
    } satisfies Record<string, Value | undefined>;
  },
};
