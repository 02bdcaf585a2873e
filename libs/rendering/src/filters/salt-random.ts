import { Float, MersenneTwister } from '@fleet/values';
import { numberOf } from '../python/compare.js';
import type { Engine } from '../python/engine.js';
import { intOf, lengthIfAny, listOf } from '../python/objects.js';
import { required } from '../python/signature.js';
import { PythonError, typeError, typeNameOf, valueError, type Thing } from '../python/things.js';
import { filter, type FilterFamily } from './definition.js';

/** Yields a whole number from 0 to `limit - 1`. */
type Draw = (limit: number) => number;

/** By chance; or, with a seed, as Python draws for the hash of that number. */
function drawing(seed: Thing, engine: Engine): Draw {
  if (seed === null) return (limit) => Math.floor(engine.random() * limit);
  const number = numberOf(seed);
  if (number === undefined || !Number.isFinite(Number(number))) {
    throw new PythonError(
      'refused',
      `a seed is a number, not a ${typeNameOf(seed)}`,
      "Python hashes everything else anew in each process: it would not be the same twice. salt['random.seed'](1000, hash='…') makes a number of a text.",
    );
  }
  const twister = MersenneTwister.ofInt(hashOf(seed instanceof Float ? seed.value : number));
  return (limit) => twister.below(limit);
}

const modulus = 2n ** 61n - 1n;

/** Python's hash of a number: what is left of it, taken as a fraction, modulo a prime of 61 bits. */
function hashOf(number: number | bigint): bigint {
  let exponent = 0n;
  let mantissa = number;
  while (typeof mantissa === 'number' && !Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent += 1n;
  }
  const whole = BigInt(mantissa);
  const size = (whole < 0n ? -whole : whole) % modulus;
  // Halving modulo this prime is multiplying by 2 ** 60.
  const hash = (size * 2n ** ((60n * exponent) % 61n)) % modulus;
  // -1 stands for an error there, so that no hash is -1. Of the sign nothing else is left in what is drawn.
  return whole < 0n && hash === 1n ? 2n : hash;
}

function sample(value: Thing, size: number, draw: Draw, engine: Engine): Thing[] {
  if (value instanceof Map || lengthIfAny(value) === undefined)
    return typeError(`what is picked from is a list or a text, not a ${typeNameOf(value)}`);
  const items = listOf(value, engine.budget);
  if (size < 0 || size > items.length) return valueError('Sample larger than population or is negative');
  return items.length <= poolLimit(size) ? fromPool([...items], size, draw) : fromPlaces(items, size, draw);
}

/** Up to how many items Python takes what it picks out of a copy of the list; of more, it notes the places that were picked. */
function poolLimit(size: number): number {
  return 21 + (size > 5 ? 4 ** Math.ceil(Math.log(size * 3) / Math.log(4)) : 0);
}

function fromPool(pool: Thing[], size: number, draw: Draw): Thing[] {
  const picked: Thing[] = [];
  for (let left = pool.length; picked.length < size; left -= 1) {
    const at = draw(left);
    picked.push(pool[at] as Thing);
    pool[at] = pool[left - 1] as Thing;
  }
  return picked;
}

function fromPlaces(items: readonly Thing[], size: number, draw: Draw): Thing[] {
  const places = new Set<number>();
  while (places.size < size) places.add(draw(items.length));
  return [...places].map((place) => items[place] as Thing);
}

/** What is picked by chance, or by a seed. */
export const saltRandomFilters: FilterFamily = {
  random_sample: filter(
    '`size` items in any order; with a number as `seed`, always the same.',
    { size: required, seed: null },
    (value, args, engine) => sample(value, intOf(args.size), drawing(args.seed, engine), engine),
  ),
  random_shuffle: filter(
    'The items in any order; with a number as `seed`, always the same.',
    { seed: null },
    (value, args, engine) => sample(value, lengthIfAny(value) ?? 0, drawing(args.seed, engine), engine),
  ),
};
