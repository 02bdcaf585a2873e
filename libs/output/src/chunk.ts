import { Float, isMap, type Value, type ValueMap } from '@fleet/values';

/** One chunk of a state run, read from a return. */
export interface Chunk {
  readonly id: string;
  /** `file.managed` */
  readonly function: string;
  readonly name: string;
  readonly result: boolean | null;
  readonly comment: string;
  readonly changes: Value;
  readonly changed: boolean;
  readonly started: string;
  /** Milliseconds. */
  readonly duration: number;
  readonly warnings: readonly string[];
  /** What it would destroy, or was not allowed to: for good. */
  readonly destroys: readonly string[];
  readonly position: number;
}

/**
 * The chunks of a state run in the order in which they ran; `undefined` for a value that is none. Keys are Salt's:
 * `module_|-id_|-name_|-function`.
 */
export function readChunks(value: Value): readonly Chunk[] | undefined {
  if (!isMap(value)) return undefined;
  const chunks: Chunk[] = [];
  for (const [key, data] of value) {
    if (typeof key !== 'string' || !isMap(data) || !data.has('result')) return undefined;
    chunks.push(readChunk(key, data));
  }
  return chunks.sort((a, b) => a.position - b.position);
}

/** What a command changed holds the id of its process: as little a difference as a time. */
export function timeless(name: string, changes: Value): Value {
  if (!name.startsWith('cmd.') || !isMap(changes) || !changes.has('pid')) return changes;
  return new Map([...changes].filter(([key]) => key !== 'pid'));
}

function readChunk(key: string, data: ValueMap): Chunk {
  const [module = '', id = key, name = id, function_ = ''] = key.split('_|-');
  const result = data.get('result');
  const changes = data.get('changes') ?? null;
  const warnings = data.get('warnings');
  return {
    id: text(data.get('__id__')) ?? id,
    function: `${module}.${function_}`,
    name: text(data.get('name')) ?? name,
    result: result === true ? true : result === null ? null : false,
    comment: text(data.get('comment')) ?? '',
    changes,
    changed:
      isMap(changes) || Array.isArray(changes) ? [...(changes as Iterable<unknown>)].length > 0 : Boolean(changes),
    started: text(data.get('start_time')) ?? '',
    duration: milliseconds(data.get('duration')),
    warnings: texts(warnings),
    destroys: texts(data.get('destroys')),
    position: milliseconds(data.get('__run_num__')),
  };
}

function texts(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function text(value: Value | undefined): string | undefined {
  return typeof value === 'string'
    ? value
    : Array.isArray(value)
      ? value.map((line) => text(line) ?? '').join('\n')
      : undefined;
}

function milliseconds(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  if (value instanceof Float) return value.value;
  return typeof value === 'string' ? Number.parseFloat(value) || 0 : 0;
}
