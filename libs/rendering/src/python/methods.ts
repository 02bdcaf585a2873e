import type { Engine } from './engine.js';
import type { Bound, Parameters, Rest } from './signature.js';
import type { Thing } from './things.js';

export interface MethodOptions {
  /** Arguments beyond the parameters that it takes. */
  readonly rest?: Rest;
  /** Most methods of Python's types take their arguments by position alone. */
  readonly keywords?: boolean;
}

/** A method of one of Python's types. */
export interface Method extends MethodOptions {
  readonly parameters: Parameters;
  run(self: Thing, args: Bound<Parameters>, engine: Engine): Thing;
}

export type Methods = ReadonlyMap<string, Method>;

/** Makes the rows of a method table, typed for what the table is for: `self`. */
export function methodsOn<Self extends Thing>() {
  return <const P extends Parameters>(
    parameters: P,
    run: (self: Self, args: Bound<P>, engine: Engine) => Thing,
    options: MethodOptions = {},
  ): Method => ({ parameters, run: run as Method['run'], ...options });
}
