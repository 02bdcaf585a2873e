import { formatMoment, formatSpan, printable } from '@fleet/output';
import type { DownReason, SilenceReason } from '@fleet/protocol';

/** Why a minion did not answer, as the end of the sentence "web1 did not answer: …". */
export function silenceText(reason: SilenceReason, now = Date.now()): string {
  switch (reason.code) {
    case 'never-connected':
      return 'never connected';
    case 'disconnected':
      return `disconnected since ${formatMoment(reason.since, now)}${reason.reason ? ` (${downText(reason.reason)})` : ''}`;
    case 'no-acknowledgement':
      return 'did not acknowledge';
    case 'still-running':
      return `still running for ${formatSpan(now - reason.since)}${reason.progress ? ` (${printable(reason.progress.split('\n').at(-1) ?? '')})` : ''}`;
    case 'expired':
      return `it did not come before the job expired, ${formatMoment(reason.at, now)}; it never got it`;
    case 'cancelled':
      return `the job was withdrawn by ${printable(reason.by)} before it got it`;
    case 'duplicate':
      return 'two machines use its key, and nothing was sent to either; stop fleet-minion on one of them, and let it join with an id of its own (fleet-minion join TOKEN)';
  }
}

/** Why a minion is down, in a few words. */
export function downText(reason: DownReason): string {
  switch (reason.code) {
    case 'left':
      return 'it said goodbye';
    case 'no-heartbeat':
      return `no heartbeat for ${formatSpan(reason.silent)} while still connected`;
    case 'connection':
      return reason.says === undefined ? 'its connection was lost' : printable(reason.says);
  }
}

export function formatSilence(minion: string, reason: SilenceReason, now = Date.now()): string {
  return `${minion} did not answer: ${silenceText(reason, now)}`;
}
