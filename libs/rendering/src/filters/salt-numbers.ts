import { Float, float, int } from '@fleet/values';
import { numberOf } from '../python/compare.js';
import { stringOf } from '../python/objects.js';
import { PythonError, typeError, typeNameOf, type Thing } from '../python/things.js';
import { floatFromText, intFromText } from './numbers.js';

/** As `int()` and, where that fails, `float()` take it; a text that is neither stays. Of a float the part before the point stays. */
export function toNumber(value: Thing): Thing {
  if (typeof value === 'string') {
    const whole = intFromText(value);
    if (whole !== undefined) return whole;
    const fraction = floatFromText(value);
    return fraction === undefined ? value : float(fraction);
  }
  if (value instanceof Float || (typeof value === 'number' && !Number.isInteger(value))) {
    const number = value instanceof Float ? value.value : value;
    if (Number.isNaN(number)) return value;
    if (!Number.isFinite(number)) throw new PythonError('value', 'cannot convert float infinity to integer');
    return int(BigInt(Math.trunc(number)));
  }
  const number = numberOf(value);
  if (number === undefined) return typeError(`a number is made of a text or a number, not of a ${typeNameOf(value)}`);
  return typeof value === 'boolean' ? Number(value) : value;
}

/** `2G`, `64KiB`, `1.5 MB`: bytes, exact where the number is whole; 0 where it is none. */
export function humanToBytes(size: Thing, defaultUnit: string, metric: boolean): Thing {
  const [, written = '', unitText = ''] = /^([0-9.]*)\s*(.*)$/.exec(stringOf(size).trim()) ?? [];
  const unit = (unitText || defaultUnit).toLowerCase();
  const isDecimal = /^[kmgtpezy]b$/.test(unit);
  if (!isDecimal && !/^(?:b|[kmgtpezy](?:ib)?)$/.test(unit)) return 0;
  const power = BigInt('bkmgtpezy'.indexOf(unit[0] as string));
  const factor = isDecimal && metric ? 1000n ** power : 1024n ** power;
  if (/^[0-9]+$/.test(written)) return int(BigInt(written) * factor);
  const number = floatFromText(written);
  return number === undefined ? 0 : int(BigInt(Math.trunc(number * Number(factor))));
}
