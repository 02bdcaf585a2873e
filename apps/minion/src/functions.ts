import { functionTable, type FunctionDefinition, type StateDoc } from '@fleet/execution';
import type { StateLock } from '@fleet/highstate';
import { refusing, type Refuses } from './function-rules.js';

/** Everything that a command can call, by name. */
export type FunctionTable = ReadonlyMap<string, FunctionDefinition>;

/**
 * The functions of this minion. The state engine is loaded when a command first needs it: a minion that only answers questions and
 * restarts services never carries it.
 */
export class Functions {
  readonly #table: Map<string, FunctionDefinition>;
  #states: Promise<void> | undefined;
  #stateDocs: ReadonlyMap<string, StateDoc> = new Map();

  constructor(
    private readonly lock: StateLock,
    readonly refuses: Refuses,
  ) {
    this.#table = new Map([...functionTable].map(([name, definition]) => [name, refusing(definition, refuses)]));
  }

  /** A table that has `name`, if anything has. */
  async tableFor(name: string): Promise<FunctionTable> {
    if (!this.#table.has(name) || showsOthers.test(name)) await (this.#states ??= this.#loadStates());
    return this.#table;
  }

  get loaded(): FunctionTable {
    return this.#table;
  }

  get stateDocs(): ReadonlyMap<string, StateDoc> {
    return this.#stateDocs;
  }

  async #loadStates(): Promise<void> {
    const [{ makeStateFunctions }, { stateTable }] = await Promise.all([
      import('@fleet/highstate'),
      import('@fleet/states'),
    ]);
    for (const definition of makeStateFunctions(this.lock))
      this.#table.set(definition.name, refusing(definition, this.refuses));
    this.#stateDocs = stateTable;
  }
}

/** Functions that list or document all others. */
const showsOthers = /^sys\./;
