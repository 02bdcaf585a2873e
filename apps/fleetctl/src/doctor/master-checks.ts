import { formatMoment, formatSpan } from '@fleet/output';
import type { MasterHealth } from '@fleet/protocol';
import type { Finding } from './finding.js';

const [mebi, gibi] = [1024 ** 2, 1024 ** 3];
/** Milliseconds. */
const backupOld = 8 * 24 * 3_600_000;

export function checkDisks({ disks, store }: MasterHealth): Finding[] {
  return disks.map(({ holds, free, size }): Finding => {
    const says = `${bytes(free)} of ${bytes(size)} free where the master keeps ${holds}${holds.includes('store') ? ` (the store takes ${bytes(store)})` : ''}`;
    const full = free < 256 * mebi || free / size < 0.02;
    const tight = full || free < gibi || free / size < 0.1;
    if (!tight) return { check: 'disk', severity: 'ok', says };
    return {
      ...{ check: 'disk', severity: full ? 'error' : 'warning', says },
      mend: [
        'df -h /var/lib/fleet/master     # on the master',
        'keep_jobs, keep_bytes     # in master.yaml: what is kept of jobs; then systemctl restart fleet-master',
      ],
    };
  });
}

export function checkBackup({ backup: { newest, scheduled } }: MasterHealth, now = Date.now()): Finding {
  const check = 'backup';
  const mend = [
    'fleet-master backup create     # on the master',
    ...(scheduled
      ? ['journalctl -u fleet-master | grep backup     # there: why none was made']
      : ["backup: {schedule: '03:30', …}     # in master.yaml: it makes them itself"]),
  ];
  if (newest === undefined) return { check, severity: 'warning', says: 'there is none', mend };
  const says = `the newest is of ${formatMoment(newest, now)}`;
  return now - newest > backupOld
    ? { check, severity: 'warning', says: `${says}, ${formatSpan(now - newest)} ago`, mend }
    : { check, severity: 'ok', says };
}

export function bytes(number: number): string {
  const [size, unit] = number >= gibi ? [gibi, 'GiB'] : [mebi, 'MiB'];
  return `${(number / size).toFixed(number / size < 10 ? 1 : 0)} ${unit}`;
}
