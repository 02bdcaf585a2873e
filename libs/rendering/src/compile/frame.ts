import type { Step } from '@fleet/diagnostics';

/** One level of includes, imports, macros, blocks and recursive loops. It never changes, so that an output may keep it. */
export interface Frame {
  /** The step that led here; absent where a level is no news to whoever reads about it. */
  readonly step?: Step;
  readonly outer?: Frame;
  readonly depth: number;
}

/** The steps to a frame, outermost first. What calls itself stands there once. */
export function stepsTo(frame: Frame | undefined): Step[] {
  const steps = new Map<string, Step>();
  for (let at = frame; at; at = at.outer)
    if (at.step) steps.set(`${at.step.file}:${at.step.line}:${at.step.column}`, at.step);
  return [...steps.values()].reverse();
}
