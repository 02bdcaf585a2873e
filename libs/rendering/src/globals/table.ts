import { entriesOf } from '../python/dict-methods.js';
import { setItem } from '../python/compare.js';
import type { Engine } from '../python/engine.js';
import { methodOf } from '../python/lookup.js';
import { intOf, Range, stringOf } from '../python/objects.js';
import { bind, required, type Bound, type Parameters, type Rest } from '../python/signature.js';
import { Callable, PythonError, TemplateObject, valueError, type Named, type Thing } from '../python/things.js';
import { Namespace } from './namespace.js';

/** Jinja's sandbox allows no longer range. */
const maxRange = 100_000;

/** A function that every template sees. */
export interface Global {
  readonly doc: string;
  readonly parameters: Parameters;
  readonly rest?: Rest;
  run(args: Bound<Parameters>, engine: Engine): Thing;
}

function global<const P extends Parameters>(
  doc: string,
  parameters: P,
  run: (args: Bound<P>, engine: Engine) => Thing,
  rest?: Rest,
): Global {
  return { doc, parameters, run: run as Global['run'], ...(rest && { rest }) };
}

function made(args: {
  readonly rest: readonly Thing[];
  readonly named: ReadonlyMap<string, Thing>;
}): Map<Thing, Thing> {
  const map = new Map<Thing, Thing>();
  for (const source of args.rest) for (const [key, value] of entriesOf(source)) setItem(map, key, value);
  for (const [key, value] of args.named) map.set(key, value);
  return map;
}

const dict = global('A new mapping of pairs, mappings and names.', {}, made, 'both');

/** Every global function, in the order of the reference. */
export const globalRows: Readonly<Record<string, Global>> = {
  range: global('Ints from `start` up to, not with, `stop`.', { start: required, stop: null, step: 1 }, (args) => {
    const step = intOf(args.step);
    if (step === 0) valueError('range() arg 3 must not be zero');
    const range =
      args.stop === null ? new Range(0, intOf(args.start), step) : new Range(intOf(args.start), intOf(args.stop), step);
    if (range.length > maxRange)
      throw new PythonError('limit', `a range of ${range.length} ints; at most ${maxRange} are allowed`);
    return range;
  }),
  dict,
  odict: dict,
  namespace: global(
    'An object whose attributes `set` can change from inside a loop.',
    {},
    (args) => new Namespace(made(args)),
    'both',
  ),
  cycler: global(
    'An object that goes round its items with `next()`.',
    {},
    (args) => new Cycler(args.rest),
    'positional',
  ),
  joiner: global(
    'A function that yields nothing the first time and the separator ever after.',
    { sep: ', ' },
    (args) => {
      let isFirst = true;
      return new Callable('joiner', () => {
        const text = isFirst ? '' : args.sep;
        isFirst = false;
        return text;
      });
    },
  ),
  lipsum: global(
    'Refused: a template must render the same twice.',
    {},
    () => {
      throw new PythonError('refused', 'lipsum is not supported', 'A template must render the same twice.');
    },
    'both',
  ),
  raise: global('Ends the render with this message.', { message: required }, (args) => {
    throw new PythonError('raised', stringOf(args.message));
  }),
  show_full_context: global('Every name that the template sees.', {}, (_args, engine) => engine.variables()),
};

export function globalsOf(engine: Engine): ReadonlyMap<string, Thing> {
  return new Map(
    Object.entries(globalRows).map(([name, row]) => {
      const call = (positional: readonly Thing[], named: Named): Thing =>
        row.run(bind(name, row.parameters, positional, named, row.rest), engine);
      return [name, row === dict ? new DictType(name, call, engine) : new Callable(name, call)];
    }),
  );
}

/** `dict` has `dict.fromkeys`, as every mapping does. */
class DictType extends Callable {
  constructor(
    name: string,
    call: Callable['call'],
    private readonly engine: Engine,
  ) {
    super(name, call);
  }

  override attribute(name: string): Thing | undefined {
    return name === 'fromkeys' ? methodOf(new Map(), name, this.engine) : undefined;
  }
}

class Cycler extends TemplateObject {
  readonly typeName = 'Cycler';
  private at = 0;

  constructor(private readonly items: readonly Thing[]) {
    super();
    if (items.length === 0) throw new PythonError('type', 'at least one item has to be provided');
  }

  print(): string {
    return '<Cycler>';
  }

  override attribute(name: string): Thing | undefined {
    if (name === 'current') return this.items[this.at];
    if (name === 'next') {
      return new Callable('next', () => {
        const current = this.items[this.at] as Thing;
        this.at = (this.at + 1) % this.items.length;
        return current;
      });
    }
    if (name !== 'reset') return undefined;
    return new Callable('reset', () => {
      this.at = 0;
      return null;
    });
  }
}
