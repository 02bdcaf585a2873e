import type { Value } from '@fleet/values';
import type { ArgumentType } from './argument-types.js';
import type { ArgumentDoc } from './definition.js';

const mapping: Value = new Map<Value, Value>([['a', 1]]);

const unfit: Readonly<Record<ArgumentType, Value | undefined>> = {
  string: mapping,
  boolean: 'perhaps',
  int: 'several',
  number: 'several',
  list: mapping,
  mapping: 'text',
  mode: 'rwxr-xr-x',
  'mode or keep': 'rwxr-xr-x',
  duration: 'soon',
  'string or list': mapping,
  any: undefined,
};

/** For specs: a value that no reading makes one of the argument's type; `undefined` where everything fits. */
export function unfitValue({ type }: ArgumentDoc): Value | undefined {
  return Object.hasOwn(unfit, type) ? unfit[type as ArgumentType] : 'no-such-choice';
}
