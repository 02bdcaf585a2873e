import { copy, isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { Extension, High, Part, SlsFile, Written } from '../representations.js';

/** High data as Salt shows it: IDs with their modules as their SLS say them; extensions and exclusions beside them. */
export function highValue(high: High, files: readonly SlsFile[], exclude: readonly Value[]): ValueMap {
  const value: ValueMap = new Map();
  for (const { id, file, parts } of high.declarations) {
    const body: ValueMap = new Map();
    for (const part of parts) body.set(part.module, statements(part.written, part));
    value.set(id, stamped(body, file));
  }
  if (high.extensions.length > 0) value.set('__extend__', high.extensions.map(extensionValue));
  const exclusions = [...files].sort((a, b) => a.opened - b.opened).flatMap(writtenExclusions);
  if (exclusions.length + exclude.length > 0) value.set('__exclude__', copy([...exclusions, ...exclude]));
  return value;
}

/** Arguments as written, the function that stood in the key, and the number where nothing else orders. */
function statements({ key, value }: Written, { order }: Pick<Part, 'order'>): Value[] {
  const own = typeof value === 'string' ? [value] : isList(value) ? copy(value) : [];
  const dot = key.indexOf('.');
  return [
    ...own,
    ...(dot < 0 ? [] : [key.slice(dot + 1)]),
    ...(order === undefined ? [] : [new Map<Value, Value>([['order', order]])]),
  ];
}

function extensionValue({ id, file, parts }: Extension): Value {
  const body: ValueMap = new Map();
  for (const { module, written } of parts) body.set(module, statements(written, {}));
  body.set('__sls__', file.sls);
  body.set('__env__', file.environment);
  return new Map([[id, body]]);
}

function stamped(body: ValueMap, file: SlsFile): ValueMap {
  body.set('__sls__', file.sls);
  body.set('__env__', file.environment);
  if (file.includedFrom.length > 0) body.set('__sls_included_from__', [...file.includedFrom]);
  return body;
}

function writtenExclusions({ body }: SlsFile): Value[] {
  const written = isMap(body) ? body.get('exclude') : undefined;
  return isList(written) ? written : [];
}
