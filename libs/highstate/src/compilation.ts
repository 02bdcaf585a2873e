import type { ReadTexts, TracedPlace } from '@fleet/diagnostics';
import type { Origin } from '@fleet/rendering';
import type { CompileContext, CompileRequest } from './request.js';
import { SlsIndex } from './sls/sls-index.js';

/** What every pass of one compile sees, besides the output of the pass before it. */
export class Compilation implements ReadTexts {
  readonly cameFrom = new Map<string, TracedPlace>();
  readonly #sources = new Map<string, string>();
  readonly #origins: Origin[] = [];
  readonly #indices = new Map<string, SlsIndex>();

  constructor(
    readonly request: CompileRequest,
    readonly context: CompileContext,
  ) {}

  /** The environment of a request that names none. */
  get environment(): string {
    return this.request.environment ?? 'base';
  }

  /** Keeps what an SLS or a top file says, for excerpts. */
  readText(file: string, text: string): void {
    this.#sources.set(file, text);
  }

  /** Keeps the texts of the templates that took part in a rendering, for excerpts. */
  readTemplates(origin: Origin): void {
    this.#origins.push(origin);
  }

  sourceOf(file: string): string | undefined {
    const own = this.#sources.get(file);
    if (own !== undefined) return own;
    return this.#origins.map((origin) => origin.sourceOf(file)).find((text) => text !== undefined);
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
