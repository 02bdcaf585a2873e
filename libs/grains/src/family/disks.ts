import { listNames, readText, type GrainFamily } from './family.js';

export const disks: GrainFamily = {
  name: 'disks',
  doc: 'Block devices by name: disks (that turn) and ssds (that do not).',
  async collect(host) {
    const turning: string[] = [];
    const still: string[] = [];
    for (const name of await listNames(host, '/sys/block')) {
      const rotational = await readText(host, `/sys/block/${name}/queue/rotational`);
      if (rotational === '1') turning.push(name);
      else if (rotational === '0') still.push(name);
    }
    return { disks: turning, ssds: still };
  },
};
