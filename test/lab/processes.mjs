import { readFileSync } from 'node:fs';

/** When a process started, in clock ticks since boot: with its pid, a name that is never given twice. `undefined`: no such process. */
export function startTime(pid) {
  if (pid === undefined) return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may hold anything; count fields after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Ends exactly the process that was noted, never one that got its pid later. */
export function endNoted(noted, signal = 'SIGKILL') {
  if (noted?.pid === undefined || startTime(noted.pid) !== noted.started || noted.started === undefined) return false;
  process.kill(noted.pid, signal);
  return true;
}

export function noteProcess(pid) {
  return { pid, started: startTime(pid) };
}
