import type { HostView } from '@fleet/platform';
import type { ValueMap } from '@fleet/values';

/** The facts of this machine, collected once and again when asked to. */
export class GrainsSource {
  #collected: Promise<ValueMap> | undefined;

  constructor(
    private readonly options: { readonly host: () => Promise<HostView>; readonly id: string; readonly version: string; readonly configured: ValueMap; readonly master?: string },
  ) {}

  readonly grains = (): Promise<ValueMap> => (this.#collected ??= this.#collect());

  /** Forgets what was collected; the next who asks waits for a fresh look. */
  readonly refresh = async (): Promise<void> => {
    this.#collected = undefined;
    await this.grains();
  };

  async #collect(): Promise<ValueMap> {
    const { id, version, configured, master } = this.options;
    const { collectGrains } = await import('@fleet/grains');
    return collectGrains(await this.options.host(), { id, version, configured, ...(master && { master }) });
  }
}
