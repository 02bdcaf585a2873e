import type { Place } from '@fleet/diagnostics';
import type { ValueMap } from '@fleet/values';
import type { RenderedFile } from '../render/render-file.js';
import { mergeData, type Merging } from './merging.js';

/** Data of the pillar on its way into it, and, for who asks where a value comes from, what it was made of. */
export interface Part {
  readonly data: ValueMap;
  /** Kept only by a compile that explains. */
  readonly origin?: Origin;
}

export type Origin =
  | {
      readonly kind: 'file';
      readonly document: RenderedFile;
      readonly data: ValueMap;
      readonly sls: string;
      readonly path: string;
      readonly environment: string;
    }
  | {
      readonly kind: 'include';
      /** Where the include stands. */
      readonly at: Place;
      /** Steps of the path under which the data goes. */
      readonly key: readonly string[];
      readonly defaults?: ValueMap;
      readonly part: Part;
    }
  | { readonly kind: 'merged'; readonly parts: readonly Part[] }
  | { readonly kind: 'override'; readonly data: ValueMap };

export const nothing: Part = { data: new Map() };

/** The parts, each merged over those before it. */
export function mergeParts(parts: readonly Part[], merging: Merging): Part {
  const [first, ...rest] = parts;
  if (!first) return nothing;
  if (rest.length === 0) return first;
  const data = rest.reduce((merged, part) => mergeData(merged, part.data, merging), first.data);
  return parts.some(({ origin }) => origin) ? { data, origin: { kind: 'merged', parts } } : { data };
}
