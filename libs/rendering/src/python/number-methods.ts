import { float, int } from '@fleet/values';
import { numberOf } from './compare.js';
import { methodsOn, type Methods } from './methods.js';
import { tupleOf, valueError, type Thing } from './things.js';

const method = methodsOn<Thing>();

function whole(thing: Thing): bigint {
  return BigInt(numberOf(thing) as number | bigint);
}

function size(thing: Thing): bigint {
  const value = whole(thing);
  return value < 0n ? -value : value;
}

export const intMethods: Methods = new Map(
  Object.entries({
    bit_length: method({}, (self) => (size(self) === 0n ? 0 : size(self).toString(2).length)),
    bit_count: method({}, (self) => size(self).toString(2).replaceAll('0', '').length),
    conjugate: method({}, (self) => int(whole(self))),
    as_integer_ratio: method({}, (self) => tupleOf([int(whole(self)), 1])),
  }),
);

export const floatMethods: Methods = new Map(
  Object.entries({
    is_integer: method({}, (self) => Number.isInteger(Number(numberOf(self)))),
    conjugate: method({}, (self) => self),
    as_integer_ratio: method({}, (self) => {
      let value = Number(numberOf(self));
      if (!Number.isFinite(value)) return valueError('cannot convert Infinity or NaN to integer ratio');
      let divisor = 1n;
      for (; !Number.isInteger(value); value *= 2) divisor *= 2n;
      return tupleOf([int(BigInt(value)), int(divisor)]);
    }),
  }),
);

/** What Python's numbers have besides methods. */
export function numberAttribute(thing: Thing, name: string): Thing | undefined {
  const number = numberOf(thing);
  if (number === undefined) return undefined;
  const isInt = typeof number === 'bigint' || (typeof thing !== 'object' && Number.isInteger(number));
  switch (name) {
    case 'real':
      return isInt ? number : thing;
    case 'imag':
      return isInt ? 0 : float(0);
    case 'numerator':
      return isInt ? number : undefined;
    case 'denominator':
      return isInt ? 1 : undefined;
    default:
      return undefined;
  }
}
