import { formatMoment, formatSpan, printable } from '@fleet/output';
import type { SilenceReason } from '@fleet/protocol';

/** Why a minion did not answer, as the end of the sentence "web1 did not answer: …". */
export function silenceText(reason: SilenceReason, now = Date.now()): string {
  switch (reason.code) {
    case 'never-connected':
      return 'never connected';
    case 'disconnected':
      return `disconnected since ${formatMoment(reason.since, now)}`;
    case 'no-acknowledgement':
      return 'did not acknowledge';
    case 'still-running':
      return `still running for ${formatSpan(now - reason.since)}${reason.progress ? ` (${printable(reason.progress.split('\n').at(-1) ?? '')})` : ''}`;
  }
}

export function formatSilence(minion: string, reason: SilenceReason, now = Date.now()): string {
  return `${minion} did not answer: ${silenceText(reason, now)}`;
}
