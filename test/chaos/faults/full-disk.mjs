import { volumes } from '../chaos-fleet.mjs';

export const fullDisk = {
  name: 'full-disk',
  about: 'a data directory, which is a disk of its own, is full',
  hurts: { master: true, minion: true },
  seconds: [4, 15],
  choose: (draw, role) => ({ what: draw.pick(volumes[role]).name }),
  async begin(fleet, { host, what }) {
    const rows = volumes[host === fleet.master.name ? 'master' : 'minion'];
    const ballast = `/mnt/volumes/${rows.findIndex(({ name }) => name === what)}/.ballast`;
    // It ends when nothing fits any more.
    await fleet.host(host).onDisk(`cat /dev/zero > ${ballast} 2>/dev/null; true`);
    return () => fleet.host(host).onDisk(`rm -f ${ballast}`);
  },
};
