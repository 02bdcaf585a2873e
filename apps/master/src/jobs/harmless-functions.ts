import { lookingFunctions } from '@fleet/protocol';

const looking: ReadonlySet<string> = new Set(lookingFunctions);

/** What may be asked of a key that two machines use: enough to tell which is which. What is not known here may touch something. */
export function touchesNothing(name: string): boolean {
  return looking.has(name) || name === 'minion.drain' || name === 'minion.resume';
}
