import { openSeal, sealedLength, sealTo } from './seal.js';

/** Arguments of a command as exact JSON texts. */
export interface CommandArguments {
  readonly args: string;
  readonly kwargs: string;
}

/** For whom, and in which job: sealed arguments that are moved to another command do not open. */
export interface CommandPlace {
  /** The minion's public key. */
  readonly key: string;
  readonly jid: string;
}

/** Arguments that one minion alone may read. base64. @throws SealBroken where `sealKey` is not usable */
export function sealArguments(sealKey: string, place: CommandPlace, { args, kwargs }: CommandArguments): string {
  return sealTo(sealKey, JSON.stringify({ args, kwargs }), contextOf(place));
}

/** Characters that {@link sealArguments} makes of them. */
export function sealedArgumentsLength({ args, kwargs }: CommandArguments): number {
  return sealedLength(Buffer.byteLength(JSON.stringify({ args, kwargs })));
}

/** @throws SealBroken where they were changed, or sealed for another minion or job */
export function openArguments(privateKey: string, place: CommandPlace, sealed: string): CommandArguments {
  const { args, kwargs } = JSON.parse(
    openSeal(privateKey, sealed, contextOf(place)).toString('utf8'),
  ) as CommandArguments;
  return { args, kwargs };
}

function contextOf({ key, jid }: CommandPlace): string {
  return `arguments|${key}|${jid}`;
}
