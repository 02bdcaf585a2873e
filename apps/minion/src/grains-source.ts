import type { ValueMap } from '@fleet/values';

/** The facts of this machine, collected once and again when asked to. */
export class GrainsSource {
  #collected: Promise<ValueMap> | undefined;

  /** @param known what was collected already */
  constructor(
    private readonly collect: () => Promise<ValueMap>,
    known?: ValueMap,
  ) {
    if (known) this.#collected = Promise.resolve(known);
  }

  readonly grains = (): Promise<ValueMap> => (this.#collected ??= this.collect());

  /** Looks again. What was known stays where the new look fails. */
  readonly refresh = async (): Promise<void> => {
    const fresh = await this.collect();
    this.#collected = Promise.resolve(fresh);
  };
}
