import type { Value, ValueMap } from '@fleet/values';

/** A class whose fields carry `@Arg` (and class-validator rules): the declared arguments of one function or state. */
export type ArgumentClass<Want extends object = object> = new () => Want;

/** One declared argument, for documentation and completion. */
export interface ArgumentDoc {
  readonly name: string;
  readonly doc: string;
  /** `string`, `boolean`, `int`, `number`, `list`, `mapping`, `mode`, `duration`, `string or list`, `any`. */
  readonly type: string;
  readonly required: boolean;
  readonly default?: Value;
}

/**
 * Why given arguments do not fit, one per argument; `suggestion` is the near match of an unknown name. `unsupported`: Salt takes
 * it, we do not, and the message says what to do instead.
 */
export interface ArgumentProblem {
  readonly argument: string;
  readonly kind: 'unknown' | 'unsupported' | 'missing' | 'wrong';
  /** One sentence that names the argument. */
  readonly message: string;
  readonly suggestion?: string;
}

export type ParsedArguments<Want> =
  { readonly ok: true; readonly want: Want } | { readonly ok: false; readonly problems: readonly ArgumentProblem[] };

/** Positional values (functions only) and named ones. */
export interface GivenArguments {
  readonly positional: readonly Value[];
  readonly named: ValueMap;
}
