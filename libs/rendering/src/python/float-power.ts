/** Bits behind the point of the numbers below; far more than a float has, so that the one rounding at the end is right. */
const bits = 200n;
const one = 1n << bits;
const ln2 = logarithm(2n * one - 1n) + (one >> bits);

/** `x ** y` of floats to the last digit, which `Math.pow` often misses; `NaN` where there is no real result. */
export function powFloats(x: number, y: number): number {
  if (x === 1 || y === 0 || (x === -1 && !Number.isFinite(y))) return 1;
  const size = Math.abs(x);
  const rough = Math.pow(x, y);
  // Zeros, infinities and what has no real result are exact already; so is what underflows.
  if (!Number.isFinite(rough) || Math.abs(rough) < 1e-300 || !Number.isFinite(size)) return rough;
  if (size === 1) return rough;
  const exact = Number.isInteger(y) && Math.abs(y) <= 64 ? integerPower(size, y) : realPower(size, y);
  return rough < 0 ? -exact : exact;
}

/** A float as `mantissa * 2 ** exponent`. */
function split(value: number): [mantissa: bigint, exponent: number] {
  const exponent = Math.floor(Math.log2(value)) - 53;
  // Two steps, because one factor could be out of range.
  const half = Math.trunc(-exponent / 2);
  return [BigInt(value * 2 ** half * 2 ** (-exponent - half)), exponent];
}

function integerPower(x: number, y: number): number {
  const [mantissa, exponent] = split(x);
  const count = Math.abs(y);
  const power = mantissa ** BigInt(count);
  if (y > 0) return scale(power, exponent * count);
  const shift = 2 * power.toString(2).length + 70;
  const quotient = (1n << BigInt(shift)) / power;
  return scale((quotient << 1n) | 1n, -exponent * count - shift - 1);
}

function realPower(x: number, y: number): number {
  const [mantissa, exponent] = split(x);
  const [factor, factorExponent] = split(Math.abs(y));
  const lnX = logarithm((mantissa << bits) >> 53n) + BigInt(exponent + 53) * ln2;
  const signed = y < 0 ? -factor : factor;
  const product =
    factorExponent < 0 ? (lnX * signed) >> BigInt(-factorExponent) : (lnX * signed) << BigInt(factorExponent);
  const turns = product / ln2;
  return scale(exponential(product - turns * ln2), Number(turns) - Number(bits));
}

/** `value * 2 ** exponent`; of a long value the first bits are enough, and one more for whether there is a rest. */
function scale(value: bigint, exponent: number): number {
  const drop = Math.max(0, value.toString(2).length - 120);
  const kept = drop > 0 ? (value >> BigInt(drop)) | 1n : value;
  const half = Math.trunc((exponent + drop) / 2);
  return Number(kept) * 2 ** half * 2 ** (exponent + drop - half);
}

/** The natural logarithm of a number from 1 up to 2. */
function logarithm(value: bigint): bigint {
  const ratio = ((value - one) << bits) / (value + one);
  const square = (ratio * ratio) >> bits;
  let sum = 0n;
  for (let term = ratio, divisor = 1n; term !== 0n; term = (term * square) >> bits, divisor += 2n)
    sum += term / divisor;
  return 2n * sum;
}

/** e to the power of a number between -1 and 1. */
function exponential(value: bigint): bigint {
  let sum = 0n;
  for (
    let term = one, count = 1n;
    term !== 0n && term !== -1n;
    term = (term * value) >> bits, term /= count, count += 1n
  )
    sum += term;
  return sum;
}
