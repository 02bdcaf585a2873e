import { isList, isMap, type Value, type ValueMap } from '@fleet/values';

const prefix = '__slot__:salt:';

/** Whether an argument is only known when its chunk runs: `__slot__:salt:fun(args)` anywhere in it. */
export function holdsSlot(value: Value): boolean {
  if (typeof value === 'string') return value.startsWith(prefix);
  if (isList(value)) return value.some(holdsSlot);
  return isMap(value) && [...value.values()].some(holdsSlot);
}

/** The arguments with every slot replaced by what its function answers. */
export async function fillSlots(
  given: ValueMap,
  call: (name: string, args: readonly Value[], kwargs: ValueMap) => Promise<Value>,
): Promise<ValueMap> {
  return (await fill(given, call)) as ValueMap;
}

async function fill(
  value: Value,
  call: (name: string, args: readonly Value[], kwargs: ValueMap) => Promise<Value>,
): Promise<Value> {
  if (typeof value === 'string' && value.startsWith(prefix)) {
    const slot = parseSlot(value);
    if (!slot) throw new SyntaxError(`malformed slot ${value}`);
    let answer: Value = await call(slot.name, slot.args, slot.kwargs);
    for (const key of slot.path) answer = isMap(answer) ? (answer.get(key) ?? null) : null;
    return slot.append === undefined
      ? answer
      : `${typeof answer === 'string' || typeof answer === 'number' ? answer : ''}${slot.append}`;
  }
  if (isList(value)) return Promise.all(value.map((item) => fill(item, call)));
  if (!isMap(value)) return value;
  const filled: ValueMap = new Map();
  for (const [key, item] of value) filled.set(key, await fill(item, call));
  return filled;
}

export interface Slot {
  readonly name: string;
  readonly args: readonly Value[];
  readonly kwargs: ValueMap;
  /** `.key` after the call: what of its answer is meant. */
  readonly path: readonly string[];
  /** `~ text` at the end. */
  readonly append?: string;
}

/** `__slot__:salt:cmd.run(id -un, cwd=/).key ~ text`; `undefined` where it is malformed. */
export function parseSlot(text: string): Slot | undefined {
  const found = /^__slot__:salt:([\w.]+)\(([^()]*)\)((?:\.[\w-]+)*)(?:\s*~\s*(.*))?$/s.exec(text);
  if (!found) return undefined;
  const [, name = '', list = '', path = '', append] = found;
  const args: Value[] = [];
  const kwargs: ValueMap = new Map();
  for (const item of list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')) {
    const named = /^([A-Za-z_]\w*)=(.*)$/s.exec(item);
    if (named) kwargs.set(named[1] as string, scalar(named[2] as string));
    else args.push(scalar(item));
  }
  return {
    name,
    args,
    kwargs,
    path: path.split('.').filter((step) => step !== ''),
    ...(append !== undefined && { append }),
  };
}

function scalar(text: string): Value {
  if (/^(['"]).*\1$/s.test(text)) return text.slice(1, -1);
  if (/^-?[0-9]{1,15}$/.test(text)) return Number(text);
  if (text === 'True' || text === 'true') return true;
  return text === 'False' || text === 'false' ? false : text;
}
