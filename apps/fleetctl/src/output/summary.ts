import { formatSpan, type Paint } from '@fleet/output';
import type { JobEnd } from './job-end.js';

/** `5 minions in 12 s: 3 ok, 1 changed, 0 would change, 1 failed, 0 unreachable` */
export function formatSummary({ expected, counts, silent, unknown, queued, left, took }: JobEnd, paint: Paint): string {
  const asked = expected + unknown.length;
  const unreachable = silent.length + unknown.length;
  const returned = counts.ok + counts.changed + counts.would + counts.failed;
  const running = asked - returned - unreachable - queued.length;
  const count = (number: number, what: string, colour: (text: string) => string): string =>
    number > 0 ? colour(`${number} ${what}`) : `${number} ${what}`;
  const parts = [
    count(counts.ok, 'ok', paint.good),
    count(counts.changed, 'changed', paint.changed),
    count(counts.would, 'would change', paint.would),
    count(counts.failed, 'failed', paint.bad),
    count(unreachable, 'unreachable', paint.bad),
    ...(queued.length > 0 ? [count(queued.length, 'queued', paint.would)] : []),
    ...(left ? [count(running, 'not answered yet', paint.would)] : []),
  ];
  return `${asked} minions${took === undefined ? '' : ` in ${lasted(took)}`}: ${parts.join(', ')}`;
}

function lasted(milliseconds: number): string {
  return milliseconds < 9950 ? `${(milliseconds / 1000).toFixed(1)} s` : formatSpan(milliseconds);
}
