import { iterateIfPossible } from '../python/objects.js';
import { Namespace } from '../globals/namespace.js';
import { PythonError, typeError, typeNameOf, Undefined, valueError, type Thing } from '../python/things.js';
import type { Expression } from '../syntax/nodes.js';
import type { Scope } from './scope.js';
import type { Unit } from './unit.js';

export type Store = (scope: Scope, value: Thing) => void;

/** How a value gets into what stands left of `=`. */
export function assign(target: Expression, unit: Unit): Store {
  switch (target.typename) {
    case 'Symbol':
      return (scope, value) => scope.set(target.value, value);
    case 'NamespaceRef': {
      const place = unit.place(target);
      return (scope, value) => {
        scope.run.at = place;
        const owner = scope.get(target.name);
        if (owner instanceof Namespace) owner.set(target.attribute, value);
        else
          throw new PythonError(
            'type',
            'cannot assign attribute on non-namespace object',
            `Make ${target.name} with namespace().`,
          );
      };
    }
    case 'Group': {
      const stores = target.children.map((child) => assign(child, unit));
      const place = unit.place(target);
      return (scope, value) => {
        scope.run.at = place;
        const items = unpack(value, stores.length);
        stores.forEach((store, index) => store(scope, items[index] as Thing));
      };
    }
    default:
      return unit.fail(target, 'template.syntax', `can't assign to '${target.typename.toLowerCase()}'`);
  }
}

function unpack(value: Thing, count: number): Thing[] {
  if (value instanceof Undefined) throw value.failure();
  const items = iterateIfPossible(value);
  if (!items) return typeError(`cannot unpack non-iterable ${typeNameOf(value)} object`);
  const found: Thing[] = [];
  for (const item of items) {
    if (found.length === count) return valueError(`too many values to unpack (expected ${count})`);
    found.push(item);
  }
  if (found.length < count) valueError(`not enough values to unpack (expected ${count}, got ${found.length})`);
  return found;
}
