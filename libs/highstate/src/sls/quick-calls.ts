import { callNow, FunctionRefused, functionTable, type Known } from '@fleet/execution';
import type { TemplateEnvironment } from '@fleet/rendering';
import { traverse, type Value } from '@fleet/values';

type Call = NonNullable<TemplateEnvironment['call']>;

/**
 * Functions that need no hands, answered at once from what the compile knows anyway: an answer that has to be awaited costs another
 * rendering of the template. Anything else goes to `call`. A template gets a copy of what is answered here.
 */
export function quickCalls(known: Known, call: Call, refuses?: (name: string) => string | undefined): Call {
  return (name, args, kwargs) => {
    // Whoever refuses it says why.
    if (refuses?.(name) !== undefined) return call(name, args, kwargs);
    if (name === 'pillar.get' && isPlain(args, kwargs)) return pillarValue(known, args, kwargs);
    return callNow(functionTable, name, { positional: args, named: kwargs }, known) ?? call(name, args, kwargs);
  };
}

/** As templates mostly ask: a path, and what to answer where there is nothing. */
function isPlain(args: readonly Value[], kwargs: ReadonlyMap<Value, Value>): boolean {
  if (typeof args[0] !== 'string' || args.length > 2) return false;
  return [...kwargs.keys()].every((key) => key === 'default' && args.length < 2);
}

function pillarValue({ pillar, opts }: Known, args: readonly Value[], kwargs: ReadonlyMap<Value, Value>): Value {
  const [path, given = kwargs.get('default')] = args;
  const found = traverse(pillar, path as string);
  if (found !== undefined) return found;
  if (given === undefined && opts.get('pillar_raise_on_missing') === true)
    throw new FunctionRefused('not-found', `the pillar has nothing at ${String(path)}`);
  return given ?? (given === null ? null : '');
}
