import type { Host } from '@fleet/platform';
import { fromPlain, type ValueMap } from '@fleet/values';
import type { Plan, Step } from './definition.js';

/** A step from its summary in the infinitive, its changes as plain data, and what does it. */
export function step(
  summary: string,
  changes: Readonly<Record<string, unknown>> | ValueMap,
  apply: Step['apply'],
  options: { destructive?: boolean } = {},
): Step {
  return { summary, changes: changes instanceof Map ? changes : (fromPlain(changes) as ValueMap), apply, ...options };
}

export function impossible(sentence: string): Plan {
  return { impossible: sentence };
}

/** Nothing to do, and why. */
export function already(sentence: string): Plan {
  return { steps: [], already: sentence };
}

/** `{active: {old, new}}`, the shape in which Salt shows a change. */
export function oldNew(before: unknown, after: unknown): { old: unknown; new: unknown } {
  return { old: before, new: after };
}

/** A step that does several things to the host, one after the other. */
export type Act = (host: Host) => Promise<void>;
