import type { Budget } from './budget.js';
import type { Named, Thing } from './things.js';

/** What filters, tests, globals and methods may ask of the render that they are part of. */
export interface Engine {
  readonly budget: Budget;
  /** Fixed for the render, so that rendering again after a wait gives the same. */
  readonly now: Date;
  /** Between 0 and 1; the same sequence again when the render starts again. */
  random(): number;
  /** Applies the filter called `name`. */
  filter(name: string, value: Thing, positional: readonly Thing[], named: Named): Thing;
  test(name: string, value: Thing, positional: readonly Thing[], named: Named): boolean;
  /**
   * What an execution function answers, as `salt['mod.fun'](…)` does: the machine is the minion's.
   * @throws PythonError `refused` where templates have no `salt`, or it lacks the function
   */
  ask(name: string, positional: readonly Thing[], named: Named): Thing;
  /** Names that the template sees where it is now, for `show_full_context()`. */
  variables(): Map<Thing, Thing>;
}
