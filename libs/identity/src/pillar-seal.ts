import { openSeal, sealTo } from './seal.js';

/** A pillar on its way: readable by the minion that it was compiled for alone. base64. @throws SealBroken where `sealKey` is not usable */
export function sealPillar(minion: { readonly key: string; readonly sealKey: string }, text: string): string {
  return sealTo(minion.sealKey, text, pillarContext(minion.key));
}

/** Exact JSON of the pillar. @throws SealBroken where it was changed, or sealed for another minion */
export function openPillar(minion: { readonly key: string; readonly privateKey: string }, sealed: string): string {
  return openSeal(minion.privateKey, sealed, pillarContext(minion.key)).toString('utf8');
}

function pillarContext(key: string): string {
  return `pillar|${key}`;
}
