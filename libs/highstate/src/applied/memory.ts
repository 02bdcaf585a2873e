import type { Wish } from './wishes.js';

/** What was wished of each chunk when it was last brought there, by the fingerprint of its tag; what was applied last is last. */
export interface AppliedChunks {
  /** Nothing was lost: what is not in it was never applied here. */
  whole: boolean;
  readonly chunks: Map<string, Wish>;
}

/** Chunks that are remembered; of more, those that were applied last. */
const most = 20_000;

export function nothingApplied(whole: boolean): AppliedChunks {
  return { whole, chunks: new Map() };
}

/** What a chunk did not look at this time is as it was: a file that is there already needs no look at its source. */
export function remember(applied: AppliedChunks, tag: string, { low, inputs }: Wish): void {
  const known = applied.chunks.get(tag);
  const kept = known?.low === low ? new Map([...known.inputs, ...inputs]) : inputs;
  applied.chunks.delete(tag);
  applied.chunks.set(tag, { low, inputs: kept });
  for (const [oldest] of applied.chunks) {
    if (applied.chunks.size <= most) break;
    applied.chunks.delete(oldest);
    applied.whole = false;
  }
}

/** Whether something is wished now that was not wished when it was applied; `undefined`: that is not known any more. */
export function isIntended(applied: AppliedChunks | undefined, tag: string, wish: Wish): boolean | undefined {
  if (!applied) return undefined;
  const known = applied.chunks.get(tag);
  if (!known) return applied.whole ? true : undefined;
  if (known.low !== wish.low) return true;
  return [...wish.inputs].some(([name, value]) => known.inputs.has(name) && known.inputs.get(name) !== value);
}

export function appliedText({ whole, chunks }: AppliedChunks): string {
  const entries = [...chunks].map(([tag, { low, inputs }]) => [tag, low, Object.fromEntries(inputs)]);
  return `${JSON.stringify({ v: 1, whole, chunks: entries })}\n`;
}

/** `undefined` for what {@link appliedText} did not write. */
export function readApplied(text: string): AppliedChunks | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (!isPlainObject(read) || read['v'] !== 1 || typeof read['whole'] !== 'boolean' || !Array.isArray(read['chunks']))
    return undefined;
  const applied = nothingApplied(read['whole']);
  for (const item of read['chunks'] as unknown[]) {
    const [tag, low, inputs] = Array.isArray(item) ? (item as unknown[]) : [];
    if (typeof tag !== 'string' || typeof low !== 'string' || !isPlainObject(inputs)) return undefined;
    const entries = Object.entries(inputs);
    if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) return undefined;
    applied.chunks.set(tag, { low, inputs: new Map(entries) });
  }
  return applied;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
