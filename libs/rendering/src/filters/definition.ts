import type { Engine } from '../python/engine.js';
import { Markup, plain } from '../python/markup.js';
import { bind, type Bound, type Parameters, type Rest } from '../python/signature.js';
import { Undefined, type Named, type Thing } from '../python/things.js';

export interface FilterOptions {
  readonly rest?: Rest;
  /** Whether it may be asked about what is not there, as `default` is. */
  readonly takesUndefined?: boolean;
  /**
   * What it does with a text that is marked as HTML. It gets a plain text, and its result is plain; or its result is marked
   * again (`keeps`); or it gets the marked text itself (`sees`).
   */
  readonly markup?: 'keeps' | 'sees';
}

/** A filter: `value | name(…)`. */
export interface Filter extends FilterOptions {
  readonly doc: string;
  readonly parameters: Parameters;
  run(value: Thing, args: Bound<Parameters>, engine: Engine): Thing;
}

export type FilterFamily = Readonly<Record<string, Filter>>;

/** Types one row of a family: the arguments that `run` gets are the parameters given here. */
export function filter<const P extends Parameters>(
  doc: string,
  parameters: P,
  run: (value: Thing, args: Bound<P>, engine: Engine) => Thing,
  options: FilterOptions = {},
): Filter {
  return { doc, parameters, run: run as Filter['run'], ...options };
}

/** Applies a filter: binds its arguments and does what its options say. */
export function applyFilter(
  name: string,
  row: Filter,
  value: Thing,
  positional: readonly Thing[],
  named: Named,
  engine: Engine,
): Thing {
  if (value instanceof Undefined && !row.takesUndefined) throw value.failure();
  const given = row.markup === 'sees' || positional.length === 0 ? positional : positional.map(plain);
  const args = bind(name, row.parameters, given, named, row.rest);
  if (!(value instanceof Markup) || row.markup === 'sees') return row.run(value, args, engine);
  const result = row.run(value.text, args, engine);
  return row.markup === 'keeps' && typeof result === 'string' ? new Markup(result) : result;
}
