import { inflateRawSync } from 'node:zlib';
import type { Return } from '@fleet/protocol';

/** Bytes; a minion sends a quarter of it. */
const most = 1024 * 1024;

export interface Said {
  readonly start: number;
  readonly text: string;
}

/** What came with a return of what its job said last; `undefined` where nothing did, or nobody can read it. */
export function saidLast({ said }: Return): Said | undefined {
  if (!said) return undefined;
  try {
    const text = inflateRawSync(Buffer.from(said.deflated, 'base64'), { maxOutputLength: most }).toString('utf8');
    return text === '' ? undefined : { start: said.start, text };
  } catch (error) {
    // Nothing of ours compresses so; its return is as good as any other.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}

/** The part of it that begins at a byte or later. */
export function beyond(known: number, { start, text }: Said): Said | undefined {
  if (start >= known) return { start, text };
  const rest = Buffer.from(text)
    .subarray(known - start)
    .toString('utf8');
  return rest === '' ? undefined : { start: known, text: rest };
}

/** Whether the return tells what its job said while it ran. One that was cut short does where that is all that it can tell. */
export function tellsAll({ fault, value, out }: Return): boolean {
  return fault === undefined || (value !== undefined && out === 'txt');
}
