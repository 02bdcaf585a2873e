import { printable } from '@fleet/output';
import type { JobEvent } from '@fleet/protocol';
import { byId } from '../output/by-id.js';

type Of<E extends JobEvent['event']> = Extract<JobEvent, { event: E }>;

/** What `--verbose` says of a job that begins: all that are expected, by id. */
export function createdText({ jid, minions }: Of<'created'>): string {
  const count = `${minions.length} ${minions.length === 1 ? 'minion' : 'minions'}`;
  return `job ${jid} for ${count}: ${[...minions].sort(byId).join(', ')}`;
}

/** And of where a minion stands. */
export function progressLines({ minion, position, total, text }: Of<'progress'>): string[] {
  const place = total === undefined ? '' : ` ${position ?? 0}/${total}`;
  return printable(text)
    .split('\n')
    .map((line) => `${minion}${place}: ${line}`);
}
