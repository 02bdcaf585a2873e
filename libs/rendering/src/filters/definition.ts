import type { Engine } from '../python/engine.js';
import type { Bound, Parameters, Rest } from '../python/signature.js';
import type { Thing } from '../python/things.js';

/** A filter: `value | name(…)`. */
export interface Filter {
  readonly doc: string;
  readonly parameters: Parameters;
  readonly rest?: Rest;
  /** Whether it may be asked about what is not there, as `default` is. */
  readonly takesUndefined?: boolean;
  run(value: Thing, args: Bound<Parameters>, engine: Engine): Thing;
}

export type FilterFamily = Readonly<Record<string, Filter>>;

/** Types one row of a family: the arguments that `run` gets are the parameters given here. */
export function filter<const P extends Parameters>(
  doc: string,
  parameters: P,
  run: (value: Thing, args: Bound<P>, engine: Engine) => Thing,
  options: { readonly rest?: Rest; readonly takesUndefined?: boolean } = {},
): Filter {
  return { doc, parameters, run: run as Filter['run'], ...options };
}
