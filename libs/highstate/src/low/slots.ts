import { isList, isMap, traverse, type Value, type ValueMap } from '@fleet/values';
import { parseSlot, slotPrefix } from './parse-slot.js';

/** Whether an argument is only known when its chunk runs: `__slot__:salt:fun(args)` anywhere in it. */
export function holdsSlot(value: Value): boolean {
  if (typeof value === 'string') return value.startsWith(slotPrefix);
  if (isList(value)) return value.some(holdsSlot);
  return isMap(value) && [...value.values()].some(holdsSlot);
}

/** The slots in an argument that nobody can read. */
export function malformedSlots(value: Value): readonly string[] {
  return slotsOf(value).filter((text) => !parseSlot(text));
}

function slotsOf(value: Value): readonly string[] {
  if (typeof value === 'string') return value.startsWith(slotPrefix) ? [value] : [];
  if (isList(value)) return value.flatMap(slotsOf);
  return isMap(value) ? [...value.values()].flatMap(slotsOf) : [];
}

type Call = (name: string, args: readonly Value[], kwargs: ValueMap) => Promise<Value>;

/** The arguments with every slot replaced by what its function answers, one after the other. */
export async function fillSlots(given: ValueMap, call: Call): Promise<ValueMap> {
  return (await fill(given, call)) as ValueMap;
}

async function fill(value: Value, call: Call): Promise<Value> {
  if (typeof value === 'string') return value.startsWith(slotPrefix) ? answer(value, call) : value;
  if (isList(value)) {
    const filled: Value[] = [];
    for (const item of value) filled.push(await fill(item, call));
    return filled;
  }
  if (!isMap(value)) return value;
  const filled: ValueMap = new Map();
  for (const [key, item] of value) filled.set(key, await fill(item, call));
  return filled;
}

async function answer(text: string, call: Call): Promise<Value> {
  const slot = parseSlot(text);
  if (!slot) throw new SyntaxError(`malformed slot ${text}`);
  const whole = await call(slot.name, slot.args, new Map(slot.kwargs));
  const meant = slot.path === undefined ? whole : (traverse(whole, slot.path, '.') ?? null);
  return typeof meant === 'string' ? meant + (slot.append ?? '') : meant;
}
