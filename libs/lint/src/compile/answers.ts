import { callFunction, FunctionRefused, functionTable, type FunctionContext } from '@fleet/execution';
import { makeStateFunctions, InProcessStateLock } from '@fleet/highstate';
import { memoryHost, type MemoryHost } from '@fleet/platform';
import { stateTable } from '@fleet/states';
import type { Value, ValueMap } from '@fleet/values';
import type { Fleet, FleetMinion } from '../fleet.js';

const table = new Map(functionTable);
for (const definition of makeStateFunctions(new InProcessStateLock())) table.set(definition.name, definition);

/** Nobody stops a single call: the thread is ended as a whole. */
export const neverStopped = new AbortController().signal;

/** Refusals of these kinds are mistakes of whoever wrote the call; any other says that an empty machine has no answer. */
const mistakes: readonly string[] = ['unknown-function', 'bad-arguments'];

/** Answers what templates call, as an empty machine with this minion's grains and pillar would. */
export class Answers {
  /** Sentences of calls that an empty machine could not answer: what a diagnostic says of them is not certain. */
  readonly unanswered = new Set<string>();
  #host: MemoryHost | undefined;
  readonly #context: FunctionContext;

  constructor(
    fleet: Fleet,
    private readonly minion: FleetMinion,
  ) {
    const pillar = minion.scoped ?? (new Map() as ValueMap);
    this.#context = {
      id: minion.id,
      version: fleet.input.version,
      jid: '00000000000000000000',
      opts: this.opts,
      grains: async () => minion.grains,
      pillar: async () => pillar,
      refresh: async () => undefined,
      tree: async () => fleet.states,
      call: (name, args = [], kwargs = new Map()) => this.call(name, args, kwargs),
      functions: () => table,
      stateDocs: () => stateTable,
      progress: () => undefined,
      signal: neverStopped,
    };
  }

  get opts(): ValueMap {
    return new Map<Value, Value>([
      ['id', this.minion.id],
      ['test', false],
    ]);
  }

  get host(): MemoryHost {
    return (this.#host ??= memoryHost({ hostname: this.minion.id }));
  }

  readonly call = async (name: string, args: readonly Value[], kwargs: ValueMap): Promise<Value> => {
    try {
      return (await callFunction(table, name, { positional: args, named: kwargs }, this.host, this.#context)).value;
    } catch (error) {
      if (error instanceof FunctionRefused && !mistakes.includes(error.code)) this.unanswered.add(error.message);
      throw error;
    }
  };
}
