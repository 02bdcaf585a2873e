import type { FunctionDefinition } from '@fleet/execution';
import type { StateLock } from '@fleet/highstate';

/** Everything that a command can call. */
export interface Functions {
  /** The function of that name, its room loaded if it was not yet. */
  find(name: string): Promise<FunctionDefinition | undefined>;
  /** Those loaded so far, by name; all of them once `find` has missed, or has been asked for a function that lists them. */
  readonly loaded: ReadonlyMap<string, FunctionDefinition>;
  /** State functions by name, once loaded. */
  readonly stateDocs: ReadonlyMap<string, { readonly doc: string }>;
}

/**
 * Loads rooms when a command first needs them: a minion that only waits carries neither the state engine nor the checks of arguments,
 * which are most of what it could weigh.
 */
export class LazyFunctions implements Functions {
  readonly loaded = new Map<string, FunctionDefinition>();
  stateDocs: ReadonlyMap<string, { readonly doc: string }> = new Map();
  #execution: Promise<void> | undefined;
  #highstate: Promise<void> | undefined;

  constructor(private readonly lock: StateLock) {}

  async find(name: string): Promise<FunctionDefinition | undefined> {
    await (this.#execution ??= this.#loadExecution());
    if (listing.test(name) || !this.loaded.has(name)) await (this.#highstate ??= this.#loadHighstate());
    return this.loaded.get(name);
  }

  async #loadExecution(): Promise<void> {
    const { functionTable } = await import('@fleet/execution');
    for (const definition of functionTable.values()) this.loaded.set(definition.name, definition);
  }

  async #loadHighstate(): Promise<void> {
    const [{ makeStateFunctions }, { stateTable }] = await Promise.all([import('@fleet/highstate'), import('@fleet/states')]);
    for (const definition of makeStateFunctions(this.lock)) this.loaded.set(definition.name, definition);
    this.stateDocs = stateTable;
  }
}

/** Functions that show or look through all others. */
const listing = /^(sys|state|module)\./;
