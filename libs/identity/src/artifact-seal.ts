import { openSeal, sealTo } from './seal.js';

/** Whose artifact it is, and where it is kept: a seal that is moved to another place does not open. */
export interface ArtifactPlace {
  /** The minion's public key. */
  readonly key: string;
  readonly path: string;
}

/** An artifact on its way to the master and on the master's disk. @throws SealBroken where `sealKey` is not usable */
export function sealArtifact(sealKey: string, place: ArtifactPlace, content: Uint8Array): Buffer {
  return Buffer.from(sealTo(sealKey, content, contextOf(place)), 'base64');
}

/** @throws SealBroken where it was changed, or sealed for another place or master */
export function openArtifact(privateKey: string, place: ArtifactPlace, sealed: Uint8Array): Buffer {
  return openSeal(privateKey, Buffer.from(sealed).toString('base64'), contextOf(place));
}

function contextOf({ key, path }: ArtifactPlace): string {
  return `artifact|${key}|${path}`;
}
