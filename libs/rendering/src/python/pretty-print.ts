import { Tuple } from '@fleet/values';
import { order } from './compare.js';
import { reprOf } from './print.js';
import { tupleOf, type Thing } from './things.js';

const width = 80;

/** Python's `pprint.pformat`: one line where it fits in 80 columns, else one item a line; mappings sorted. Long texts stay whole. */
export function prettyPrint(thing: Thing): string {
  return format(thing, 0, 0);
}

function format(thing: Thing, indent: number, allowance: number): string {
  const line = reprOf(sorted(thing));
  if (line.length <= width - indent - allowance) return line;
  if (thing instanceof Map) {
    const entries = [...(sorted(thing) as Map<Thing, Thing>)];
    const rows = entries.map(([key, value], index) => {
      const name = `${reprOf(key)}: `;
      return name + format(value, indent + 1 + name.length, index === entries.length - 1 ? allowance + 1 : 1);
    });
    return `{${rows.join(`,\n${' '.repeat(indent + 1)}`)}}`;
  }
  if (!Array.isArray(thing)) return line;
  const [open, close] = thing instanceof Tuple ? ['(', thing.length === 1 ? ',)' : ')'] : ['[', ']'];
  const rows = Array.from(thing as Thing[]).map((item, index) =>
    format(item, indent + 1, index === thing.length - 1 ? allowance + 1 : 1),
  );
  return open + rows.join(`,\n${' '.repeat(indent + 1)}`) + close;
}

/** What stands in several places is sorted once. */
function sorted(thing: Thing, depth = 0, known = new Map<Thing, Thing>()): Thing {
  if (depth > 100 || typeof thing !== 'object') return thing;
  const before = known.get(thing);
  if (before !== undefined) return before;
  const made = sortedInside(thing, (item) => sorted(item, depth + 1, known));
  known.set(thing, made);
  return made;
}

function sortedInside(thing: Thing, inner: (item: Thing) => Thing): Thing {
  if (thing instanceof Map) {
    const entries = [...thing].map(([key, value]) => [key, inner(value)] as [Thing, Thing]);
    return new Map(entries.sort(([a], [b]) => (typeof a === typeof b ? order(a, b) : typeof a < typeof b ? -1 : 1)));
  }
  if (!Array.isArray(thing)) return thing;
  const items = Array.from(thing as Thing[]).map(inner);
  return thing instanceof Tuple ? tupleOf(items) : items;
}
