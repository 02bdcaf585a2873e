import { readFileSync } from 'node:fs';

/**
 * Tells one boot of this machine from the next: the kernel's own id of it, and when its first process began (in a container the kernel
 * stays, and only that is new). `undefined` where `/proc` does not tell.
 */
export function bootOf(): string | undefined {
  return processIdentity(1);
}

/** Boot and start time of a process; `undefined` where there is none of that pid. */
export function processIdentity(pid: number): string | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name stands in parentheses and may hold anything; start time is the 20th field after it.
    const start = status.slice(status.lastIndexOf(')') + 2).split(' ')[19];
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${start}`;
  } catch {
    return undefined;
  }
}
