import { readFileSync } from 'node:fs';

/** Memory of a process in MB (10^6 bytes), as the kernel counts it: shared pages are divided among those that share them. */
export function memoryOf(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const megabytes = (field) =>
    (Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? Number.NaN) * 1024) / 1e6;
  return {
    pss: megabytes('Pss'),
    rss: megabytes('Rss'),
    private: megabytes('Private_Clean') + megabytes('Private_Dirty'),
  };
}
