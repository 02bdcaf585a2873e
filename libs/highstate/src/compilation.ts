import type { Place } from '@fleet/diagnostics';
import type { CompileContext, CompileRequest } from './request.js';
import { SlsIndex } from './sls/sls-index.js';

/** What every pass of one compile sees, besides the output of the pass before it. */
export class Compilation {
  /** Texts of the templates read so far, for excerpts. */
  readonly sources = new Map<string, string>();
  /** By file: where the first include or top file asked for it. */
  readonly cameFrom = new Map<string, Place>();
  readonly #indices = new Map<string, SlsIndex>();

  constructor(
    readonly request: CompileRequest,
    readonly context: CompileContext,
  ) {}

  /** The environment of a request that names none. */
  get environment(): string {
    return this.request.environment ?? 'base';
  }

  /** What an environment of the tree holds; empty for one that the tree does not have. */
  async index(environment: string): Promise<SlsIndex> {
    let index = this.#indices.get(environment);
    if (!index) {
      const known = this.context.tree.environments.includes(environment);
      index = new SlsIndex(known ? (await this.context.tree.list(environment)).map((entry) => entry.path) : []);
      this.#indices.set(environment, index);
    }
    return index;
  }
}
