import type { Return } from '@fleet/protocol';
import { readChunks, type Chunk } from './chunk.js';
import { withoutProof } from './proof.js';
import { readValue } from './read-value.js';

/** What came of a job on one minion; what a person wants to see last stands last. */
export const outcomes = ['ok', 'changed', 'would', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

/** The chunks of a return of a state run; `undefined` for any other return. */
export function chunksOfReturn({ out, value }: Pick<Return, 'out' | 'value'>): readonly Chunk[] | undefined {
  return out === 'highstate' && value !== undefined ? readChunks(withoutProof(readValue(value))) : undefined;
}

/** Only state runs tell what they changed: without chunks, what did not fail is fine. */
export function outcomeOf(
  { success, retcode, fault }: Pick<Return, 'success' | 'retcode' | 'fault'>,
  chunks: readonly Chunk[] = [],
): Outcome {
  if (!success || retcode !== 0 || fault) return 'failed';
  if (chunks.some(({ result }) => result === false)) return 'failed';
  if (chunks.some(({ result }) => result === null)) return 'would';
  return chunks.some(({ changed }) => changed) ? 'changed' : 'ok';
}
