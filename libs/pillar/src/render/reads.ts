import { pythonRepr } from '@fleet/rendering';
import { copy, type Value, type ValueMap } from '@fleet/values';

/** One thing that a template looked at. Without `name`: all of it (it was printed, or somebody went through it). */
export interface Read {
  readonly of: 'grains' | 'opts' | 'file';
  readonly name?: string;
}

/** What a template looked at while it was rendered, each thing once, in the order in which it looked first. */
export class Reads {
  readonly list: Read[] = [];
  /** The result rests on something that cannot be asked again. */
  isVolatile = false;
  private readonly seen = new Set<string>();

  note(of: Read['of'], name?: string): void {
    const key = name === undefined ? of : `${of} ${name}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.list.push(name === undefined ? { of } : { of, name });
  }
}

/** Grains or opts as a template gets them: its own copy of what it looks at, and a note of each look. */
export class WatchedMap extends Map<Value, Value> {
  private copied = new Set<Value>();

  constructor(
    private readonly source: ValueMap,
    private readonly reads: Reads,
    private readonly of: Read['of'],
  ) {
    super();
    for (const [key, value] of source) super.set(key, value);
  }

  override get(key: Value): Value | undefined {
    this.note(key);
    return this.own(key);
  }

  override has(key: Value): boolean {
    this.note(key);
    return super.has(key);
  }

  override get size(): number {
    // The constructor of Map may ask before there is anything to note it in.
    this.reads?.note(this.of);
    return super.size;
  }

  override keys(): ReturnType<ValueMap['keys']> {
    this.reads.note(this.of);
    return super.keys();
  }

  override values(): ReturnType<ValueMap['values']> {
    this.all();
    return super.values();
  }

  override entries(): ReturnType<ValueMap['entries']> {
    this.all();
    return super.entries();
  }

  override [Symbol.iterator](): ReturnType<ValueMap['entries']> {
    return this.entries();
  }

  override forEach(visit: (value: Value, key: Value, map: Map<Value, Value>) => void): void {
    this.all();
    super.forEach(visit);
  }

  override set(key: Value, value: Value): this {
    this.copied?.add(key);
    return super.set(key, value);
  }

  private note(key: Value): void {
    if (typeof key === 'string') this.reads.note(this.of, key);
    else this.reads.note(this.of);
  }

  private all(): void {
    this.reads.note(this.of);
    for (const key of this.source.keys()) if (super.has(key)) this.own(key);
  }

  private own(key: Value): Value | undefined {
    const value = super.get(key);
    if (typeof value !== 'object' || value === null || this.copied.has(key)) return value;
    const mine = copy(value);
    this.set(key, mine);
    return mine;
  }
}

/** A value as text that differs for whatever a template could tell apart. */
export function fingerprint(value: Value | undefined): string {
  return value === undefined ? '' : pythonRepr(value);
}
