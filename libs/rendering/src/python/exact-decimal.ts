/** No float has more digits behind its point; what is asked for beyond them is zeros. */
const maxDigits = 1100;

/** `value * 10 ** digits` as an int, rounded once from the exact binary value, halves to even; `value` is finite and not negative. */
export function scaled(value: number, digits: number): bigint {
  const [mantissa, exponent] = parts(value);
  const up = (digits > 0 ? 10n ** BigInt(digits) : 1n) * (exponent > 0 ? 1n << BigInt(exponent) : 1n);
  const down = (digits < 0 ? 10n ** BigInt(-digits) : 1n) * (exponent < 0 ? 1n << BigInt(-exponent) : 1n);
  return divideHalfEven(mantissa * up, down);
}

/** The quotient of two ints, neither negative, rounded with halves to even. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = (dividend - quotient * divisor) * 2n;
  const up = twice > divisor || (twice === divisor && (quotient & 1n) === 1n);
  return up ? quotient + 1n : quotient;
}

/** A finite float that is not negative as `mantissa * 2 ** exponent`. */
function parts(value: number): [mantissa: bigint, exponent: number] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return biased === 0 ? [fraction, -1074] : [fraction | 0x10000000000000n, biased - 1075];
}

/** Decimal notation with so many digits behind the point; `value` is finite and not negative. */
export function fixedText(value: number, digits: number): string {
  const real = Math.min(digits, maxDigits);
  const text = scaled(value, real)
    .toString()
    .padStart(real + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -real)}.${text.slice(-real).padEnd(digits, '0')}`;
}

/** Scientific notation with so many digits behind the point, and at least two in the exponent; `value` is finite and not negative. */
export function exponentText(value: number, digits: number): string {
  const [text, exponent] = significant(value, Math.min(digits, maxDigits) + 1);
  const mantissa = digits === 0 ? text : `${text[0] as string}.${text.slice(1).padEnd(digits, '0')}`;
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** The first `count` digits of a float and the power of ten of the first of them. */
export function significant(value: number, count: number): [digits: string, exponent: number] {
  if (value === 0) return ['0'.repeat(count), 0];
  let exponent = Number(value.toExponential().split('e')[1]);
  // The shortest text of a float may be rounded up to the next power of ten.
  if (isBelowPowerOfTen(value, exponent)) exponent -= 1;
  const digits = scaled(value, count - 1 - exponent).toString();
  return digits.length > count ? [digits.slice(0, count), exponent + 1] : [digits, exponent];
}

function isBelowPowerOfTen(value: number, power: number): boolean {
  const [mantissa, exponent] = parts(value);
  const left = mantissa * (exponent > 0 ? 1n << BigInt(exponent) : 1n) * (power < 0 ? 10n ** BigInt(-power) : 1n);
  const right = (exponent < 0 ? 1n << BigInt(-exponent) : 1n) * (power > 0 ? 10n ** BigInt(power) : 1n);
  return left < right;
}
