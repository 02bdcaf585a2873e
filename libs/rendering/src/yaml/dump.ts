import { Float, type Value, type ValueMap } from '@fleet/values';
import { order } from '../python/compare.js';
import { floatText } from '../python/number-text.js';
import { PythonError, type Thing } from '../python/things.js';
import { Emitter, type Around } from './emitter.js';

export interface DumpStyle {
  /** `true`: one line of braces; `false`: blocks; absent: what holds only scalars in braces, the rest in blocks. */
  readonly flow?: boolean;
  readonly sort?: boolean;
}

/** Bytes that a key may have to be written without `?`. */
const longestKey = 128;

/**
 * YAML as PyYAML writes it on libyaml with Salt's settings, a line end last. A mapping or list that stands in several places is
 * written once, with an anchor, and as an alias everywhere else.
 */
export function dumpYaml(value: Value, style: DumpStyle): string {
  const dumper = new Dumper(style);
  dumper.findShared(value);
  dumper.write(value, {});
  return dumper.emitter.finish();
}

class Dumper {
  readonly emitter = new Emitter();
  private readonly met = new Set<Value>();
  /** Names of what stands in several places, in the order in which that was noticed. */
  private readonly names = new Map<Value, string>();
  private readonly written = new Set<Value>();
  private readonly sorted = new Map<ValueMap, readonly [Value, Value][]>();

  constructor(private readonly style: DumpStyle) {}

  findShared(value: Value): void {
    if (!isCollection(value)) return;
    if (this.met.has(value)) {
      if (!this.names.has(value)) this.names.set(value, `id${String(this.names.size + 1).padStart(3, '0')}`);
      return;
    }
    this.met.add(value);
    if (Array.isArray(value)) for (const item of value) this.findShared(item);
    else {
      for (const [key, item] of this.entries(value)) {
        this.findShared(key);
        this.findShared(item);
      }
    }
  }

  write(value: Value, around: Around): void {
    if (!isCollection(value)) return this.scalar(value, around);
    const name = this.names.get(value);
    if (name !== undefined) {
      const isAgain = this.written.has(value);
      this.emitter.name(isAgain ? '*' : '&', name, around);
      if (isAgain) return;
      this.written.add(value);
    }
    if (Array.isArray(value)) this.list(value, around);
    else this.map(value);
  }

  private scalar(value: Value, around: Around): void {
    if (typeof value === 'string') this.emitter.text(value, around);
    else this.emitter.plain(scalarText(value));
  }

  private isFlow(items: Iterable<Value>, size: number): boolean {
    if (this.emitter.inFlow || size === 0) return true;
    if (this.style.flow !== undefined) return this.style.flow;
    for (const item of items) if (isCollection(item)) return false;
    return true;
  }

  private list(items: readonly Value[], around: Around): void {
    const write = (item: Value): void => this.write(item, {});
    if (this.isFlow(items, items.length)) this.emitter.flowList(items, write);
    else this.emitter.blockList(items, around, write);
  }

  private map(map: ValueMap): void {
    const isSimple = (key: Value): boolean => this.isSimpleKey(key);
    const write = (node: Value, around: Around): void => this.write(node, around);
    const kind = this.isFlow([...map.keys(), ...map.values()], map.size) ? 'flowMap' : 'blockMap';
    this.emitter[kind](this.entries(map), isSimple, write);
  }

  private entries(map: ValueMap): readonly [Value, Value][] {
    let entries = this.sorted.get(map);
    if (!entries) this.sorted.set(map, (entries = this.style.sort ? sortedEntries(map) : [...map]));
    return entries;
  }

  private isSimpleKey(key: Value): boolean {
    if (this.names.has(key) && this.written.has(key)) return true;
    if (Array.isArray(key)) return key.length === 0;
    if (key instanceof Map) return key.size === 0;
    const text = typeof key === 'string' ? key : scalarText(key);
    return Buffer.byteLength(text) <= longestKey && !/[\n\r\x85\u2028\u2029]/.test(text);
  }
}

function isCollection(value: Value): value is Value[] | ValueMap {
  return Array.isArray(value) || value instanceof Map;
}

/** Where keys cannot be compared, PyYAML keeps their order. */
function sortedEntries(map: ValueMap): [Value, Value][] {
  try {
    return [...map].sort(([a], [b]) => order(a as Thing, b as Thing));
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    return [...map];
  }
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
