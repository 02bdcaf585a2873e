import { Float } from '@fleet/values';
import { numberOf } from './compare.js';
import { methodsOn, type Methods } from './methods.js';
import type { Thing } from './things.js';
import { int } from '@fleet/values';

const method = methodsOn<Thing>();

export const intMethods: Methods = new Map(
  Object.entries({
    bit_length: method({}, (self) => {
      const value = BigInt(numberOf(self) as number | bigint);
      return value === 0n ? 0 : (value < 0n ? -value : value).toString(2).length;
    }),
    conjugate: method({}, (self) => int(BigInt(numberOf(self) as number | bigint))),
  }),
);

export const floatMethods: Methods = new Map(
  Object.entries({
    is_integer: method({}, (self) => self instanceof Float && Number.isFinite(self.value)),
  }),
);
