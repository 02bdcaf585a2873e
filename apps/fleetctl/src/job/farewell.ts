import { formatMoment, printable } from '@fleet/output';
import { byId } from '../output/by-id.js';
import type { JobEnd } from '../output/job-end.js';
import { formatSilence } from '../output/silence.js';
import { formatSilentGroups } from '../output/silent-groups.js';
import { formatSummary } from '../output/summary.js';
import type { Session } from '../session.js';

/** What is said of a job behind its answers, on stderr: who is silent and why, whom it is queued for, and on a terminal the count. */
export function sayFarewell(
  { terminal, settings }: Pick<Session, 'terminal' | 'settings'>,
  end: JobEnd,
  near: Readonly<Record<string, string>>,
  queuedUntil?: number,
  /** Whether outcomes are counted. */
  counted = true,
): void {
  if (settings.quiet) return;
  const { jid, silent, unknown, queued } = end;
  const bad = (text: string): void => terminal.note(terminal.notePaint.bad(text));
  for (const id of [...unknown].sort(byId)) {
    const meant = Object.hasOwn(near, id) ? `; did you mean ${near[id]}?` : '';
    bad(printable(`${id}: no accepted minion has this id${meant}`));
  }
  if (terminal.interactive && settings.group !== false) {
    for (const text of formatSilentGroups(silent, terminal.screen?.width ?? 80, settings.verbose)) bad(text);
  } else {
    for (const { minion, reason } of [...silent].sort((a, b) => byId(a.minion, b.minion)))
      bad(formatSilence(minion, reason));
  }
  const later = silent.some(({ reason }) => reason.code === 'still-running' || reason.code === 'disconnected');
  if (later && jid !== undefined) terminal.note(`what arrives later is kept: fleetctl jobs show ${jid}`);
  if (queued.length > 0 && jid !== undefined) terminal.note(queuedText(queued, jid, queuedUntil));
  const several = end.expected + unknown.length > 1;
  if (counted && terminal.interactive && several) terminal.note(formatSummary(end, terminal.notePaint));
}

function queuedText(minions: readonly string[], jid: string, until = 0): string {
  const some = [...minions].sort(byId).slice(0, 10).join(', ');
  const names = minions.length > 10 ? `${some}, …` : some;
  return `queued for ${minions.length} ${minions.length === 1 ? 'minion that is' : 'minions that are'} not connected, until ${formatMoment(until)}: ${names}; fleetctl jobs watch ${jid}`;
}
