import type { ValueMap } from '@fleet/values';
import { changedGrains } from './changed.js';

/**
 * The grains as they were last seen. Whoever knows that the machine may have changed (a run of states that changed something, a timer) has it
 * look again; only what differs is told.
 */
export class GrainsWatch {
  #known: ValueMap;
  #looking: Promise<readonly string[]> | undefined;

  constructor(
    known: ValueMap,
    private readonly collect: () => Promise<ValueMap>,
    /** Gets the grains and the names of those that are new, gone or different. Where it fails, the next look tells them again. */
    private readonly tell: (grains: ValueMap, changed: readonly string[]) => Promise<void>,
  ) {
    this.#known = known;
  }

  /** Names of what changed. Whoever asks while a look is under way gets its answer: a look takes a tenth of a second. */
  look(): Promise<readonly string[]> {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #look(): Promise<readonly string[]> {
    const now = await this.collect();
    const changed = changedGrains(this.#known, now);
    if (changed.length === 0) return changed;
    await this.tell(now, changed);
    this.#known = now;
    return changed;
  }
}
