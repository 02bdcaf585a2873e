import type { Engine } from '../python/engine.js';
import { itemOf, methodOf } from '../python/lookup.js';
import { describeOwner, foundOr, Undefined, type Thing } from '../python/things.js';
import { reprOf } from '../python/print.js';

/** What `map(attribute='a.b.0')` and its like look up in each item: attributes, keys and indices joined by dots. */
export function attributeGetter(path: Thing, engine: Engine): (item: Thing) => Thing {
  if (path === null) return (item) => item;
  const steps: Thing[] =
    typeof path === 'string' ? path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)) : [path];
  return (item) => {
    let found = item;
    for (const step of steps) found = oneStep(found, step, engine);
    return found;
  };
}

function oneStep(owner: Thing, step: Thing, engine: Engine): Thing {
  const item = itemOf(owner, step);
  const found = item === undefined && typeof step === 'string' ? methodOf(owner, step, engine) : item;
  return foundOr(
    found,
    () =>
      new Undefined(
        typeof step === 'string'
          ? `'${describeOwner(owner)}' has no attribute ${reprOf(step)}`
          : `${describeOwner(owner)} has no element ${reprOf(step)}`,
      ),
  );
}

/** Text compared without regard to case, where the filter says so. */
export function ignoringCase(getter: (item: Thing) => Thing): (item: Thing) => Thing {
  return (item) => {
    const value = getter(item);
    return typeof value === 'string' ? value.toLowerCase() : value;
  };
}
