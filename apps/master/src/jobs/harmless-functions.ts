import { looks } from '@fleet/protocol';

/** What may be asked of a key that two machines use: enough to tell which is which. What is not known here may touch something. */
export function touchesNothing(name: string): boolean {
  return looks(name) || name === 'minion.drain' || name === 'minion.resume';
}
