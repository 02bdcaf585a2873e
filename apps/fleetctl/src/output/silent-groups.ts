import { formatMoment, formatSpan } from '@fleet/output';
import type { Silent, SilenceReason } from '@fleet/protocol';
import { byId } from './by-id.js';
import { minionList } from './minion-list.js';
import { silenceText } from './silence.js';

/** Who did not answer, a text for each kind of reason: thousands that never connected are one. */
export function formatSilentGroups(silent: readonly Silent[], width: number, all: boolean, now = Date.now()): string[] {
  const groups = new Map<string, Silent[]>();
  for (const one of [...silent].sort((a, b) => byId(a.minion, b.minion))) {
    const kind = kindOf(one.reason);
    const group = groups.get(kind);
    if (group) group.push(one);
    else groups.set(kind, [one]);
  }
  return [...groups.values()].map((group) => {
    const list = minionList(
      group.map(({ minion }) => minion),
      width,
      all,
    );
    const reasons = group.map(({ reason }) => reason);
    return `${list} did not answer: ${reasonText(reasons, now)}`;
  });
}

function kindOf(reason: SilenceReason): string {
  return `${reason.code} ${reason.code === 'disconnected' ? (reason.reason?.code ?? '') : ''}`;
}

/** Of reasons of one kind: what is true of all of them. */
function reasonText(reasons: readonly SilenceReason[], now: number): string {
  const texts = new Set(reasons.map((reason) => silenceText(reason, now)));
  const [first = ''] = texts;
  if (texts.size === 1) return first;
  const times = reasons.flatMap((reason) => ('since' in reason ? [reason.since] : []));
  const earliest = times.reduce((least, time) => Math.min(least, time), Infinity);
  switch (reasons[0]?.code) {
    case 'disconnected':
      return `disconnected, the first at ${formatMoment(earliest, now)}`;
    case 'still-running':
      return `still running, for up to ${formatSpan(now - earliest)}`;
    default:
      return [...texts].join('; ');
  }
}
