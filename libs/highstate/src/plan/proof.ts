import { isList, parseExact, stringifyExact, type Value, type ValueMap } from '@fleet/values';
import type { Chunk } from '../representations.js';
import type { ChunkResult } from '../run/run-types.js';
import { tagOf } from '../run/tag.js';
import type { Fingerprint } from './fingerprint.js';
import { lowText } from './low-text.js';

/** What one chunk was compiled to and what it would change, each as a fingerprint. */
export interface ChunkProof {
  readonly tag: string;
  /** Empty for a listener, which is no chunk of its own. */
  readonly low: string;
  readonly outcome: string;
}

/** By which a minion knows a plan of its own again. It tells nothing to anybody else. */
export interface PlanProof {
  /** Names of the pillar's top level, in order, with the fingerprint of what is below. */
  readonly pillar: readonly (readonly [name: string, value: string])[];
  /** In the order of the run. */
  readonly chunks: readonly ChunkProof[];
}

export function proofOf(
  found: {
    readonly pillar: ValueMap;
    readonly low: readonly Chunk[];
    readonly results: ReadonlyMap<string, ChunkResult>;
  },
  fingerprint: Fingerprint,
): PlanProof {
  const low = new Map(found.low.map((chunk) => [tagOf(chunk), chunk]));
  return {
    pillar: [...found.pillar].map(([name, value]) => [String(name), fingerprint('pillar', stringifyExact(value))]),
    chunks: [...found.results].map(([tag, { result, changes, destroys = [] }]) => {
      const chunk = low.get(tag);
      return {
        tag: fingerprint('tag', tag),
        low: chunk ? fingerprint('low', tag, lowText(chunk)) : '',
        outcome: fingerprint('outcome', tag, stringifyExact([result, changes, [...destroys]])),
      };
    }),
  };
}

/** One text: as a mapping, redaction would mask what stands below the name of a secret. */
export function proofText({ pillar, chunks }: PlanProof): string {
  return stringifyExact([
    1,
    pillar.map(([name, value]): Value => [Buffer.from(name).toString('base64url'), value]),
    chunks.map(({ tag, low, outcome }): Value => [tag, low, outcome]),
  ]);
}

/** `undefined` for what is no proof of this version. */
export function readProof(text: string): PlanProof | undefined {
  let read: Value;
  try {
    read = parseExact(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (!isList(read)) return undefined;
  const [version, pillar, chunks] = read;
  if (version !== 1 || !areTexts(pillar, 2) || !areTexts(chunks, 3)) return undefined;
  return {
    pillar: pillar.map(([name = '', value = '']) => [Buffer.from(name, 'base64url').toString('utf8'), value]),
    chunks: chunks.map(([tag = '', low = '', outcome = '']) => ({ tag, low, outcome })),
  };
}

function areTexts(value: Value | undefined, length: number): value is string[][] {
  return (
    value !== undefined &&
    isList(value) &&
    value.every((row) => isList(row) && row.length === length && row.every((text) => typeof text === 'string'))
  );
}
