import { openSeal, sealTo } from './seal.js';

/** Which return a secret value belongs to: that of one job on one minion (its public key). */
export interface RevealedPlace {
  readonly jid: string;
  readonly key: string;
}

/** A value that is redacted for everybody else, for the operator who made the one-time key. base64. @throws SealBroken where it is not usable */
export function sealRevealed(sealKey: string, place: RevealedPlace, value: string): string {
  return sealTo(sealKey, value, contextOf(place));
}

/** Exact JSON of the value. @throws SealBroken where it was changed, or is of another job, minion or key */
export function openRevealed(privateKey: string, place: RevealedPlace, sealed: string): string {
  return openSeal(privateKey, sealed, contextOf(place)).toString('utf8');
}

function contextOf({ jid, key }: RevealedPlace): string {
  return `reveal|${jid}|${key}`;
}
