import { Float, type Value } from '@fleet/values';
import { order } from '../python/compare.js';
import { floatText } from '../python/number-text.js';
import type { Thing } from '../python/things.js';
import { Emitter } from './emitter.js';

export interface DumpStyle {
  /** `true`: one line of braces; `false`: blocks; absent: what holds only scalars in braces, the rest in blocks. */
  readonly flow?: boolean;
  readonly sort?: boolean;
}

/** YAML as PyYAML writes it with Salt's settings, a line end last (after a lone plain scalar the line `...`). */
export function dumpYaml(value: Value, style: DumpStyle): string {
  const emitter = new Emitter();
  write(value, style, emitter, { isRoot: true });
  return emitter.finish();
}

interface Around {
  readonly isRoot?: boolean;
  readonly inFlow?: boolean;
  readonly isKey?: boolean;
  /** A list directly below a key of a block mapping keeps the column of the key. */
  readonly underKey?: boolean;
}

function write(value: Value, style: DumpStyle, emitter: Emitter, around: Around): void {
  if (Array.isArray(value)) return list(value, style, emitter, around);
  if (value instanceof Map) return mapping(value, style, emitter, around);
  scalar(value, emitter, around);
}

function scalar(value: Value, emitter: Emitter, around: Around): void {
  if (typeof value === 'string')
    emitter.text(value, {
      isKey: around.isKey === true,
      inFlow: around.inFlow === true,
      isRoot: around.isRoot === true,
    });
  else emitter.plain(scalarText(value), around.isRoot === true);
}

function scalarText(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  const number = value instanceof Float ? value.value : (value as number);
  if (!(value instanceof Float) && Number.isInteger(number)) return String(number + 0);
  if (Number.isNaN(number)) return '.nan';
  if (!Number.isFinite(number)) return number > 0 ? '.inf' : '-.inf';
  const text = floatText(number);
  return text.includes('.') ? text : text.replace('e', '.0e');
}

function isFlow(items: Iterable<Value>, isEmpty: boolean, style: DumpStyle, around: Around): boolean {
  if (around.inFlow || isEmpty) return true;
  if (style.flow !== undefined) return style.flow;
  for (const item of items) if (Array.isArray(item) || item instanceof Map) return false;
  return true;
}

function list(items: readonly Value[], style: DumpStyle, emitter: Emitter, around: Around): void {
  if (isFlow(items, items.length === 0, style, around)) {
    emitter.flow('[', ']', Array.from(items), (item) => write(item, style, emitter, { inFlow: true }));
    return;
  }
  emitter.block(around.underKey === true, Array.from(items), (item) => {
    emitter.indicator('-', true);
    write(item, style, emitter, {});
  });
}

function mapping(map: ReadonlyMap<Value, Value>, style: DumpStyle, emitter: Emitter, around: Around): void {
  const entries = [...map];
  if (style.sort) sortEntries(entries);
  const inFlow = isFlow([...map.keys(), ...map.values()], map.size === 0, style, around);
  const entry = ([key, value]: [Value, Value]): void => {
    const simple = isSimpleKey(key);
    if (!simple) emitter.indicator('?', true);
    write(key, style, emitter, { inFlow, isKey: simple });
    if (!simple && (!inFlow || emitter.isLong)) emitter.newLine();
    emitter.indicator(':', !simple);
    write(value, style, emitter, { inFlow, underKey: !inFlow && simple });
  };
  if (inFlow) emitter.flow('{', '}', entries, entry);
  else emitter.block(false, entries, entry);
}

/** Where keys cannot be compared, PyYAML keeps their order. */
function sortEntries(entries: [Value, Value][]): void {
  const sorted = [...entries];
  try {
    sorted.sort(([a], [b]) => order(a as Thing, b as Thing));
  } catch {
    return;
  }
  entries.splice(0, entries.length, ...sorted);
}

function isSimpleKey(key: Value): boolean {
  if (Array.isArray(key)) return key.length === 0;
  if (key instanceof Map) return key.size === 0;
  return typeof key !== 'string' || (key !== '' && Array.from(key).length < 128 && !/[\n\x85\u2028\u2029]/.test(key));
}
