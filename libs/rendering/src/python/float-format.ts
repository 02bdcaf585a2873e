import { exponentText, fixedText, significant } from './exact-decimal.js';
import { floatText } from './number-text.js';

export interface FloatStyle {
  /** `e`, `f`, `g`, `%`, their capitals, `n`, or nothing: as short as exact. */
  readonly type: string;
  readonly precision: number | undefined;
  /** Python's `#`: a point always, and no zeros dropped. */
  readonly alternate?: boolean;
}

/** Digits of a float that is not negative, as Python's `format` and `%` write them. */
export function floatDigits(value: number, style: FloatStyle): string {
  const { type, alternate = false } = style;
  const capital = type !== type.toLowerCase();
  if (!Number.isFinite(value)) {
    const text = Number.isNaN(value) ? 'nan' : 'inf';
    return (capital ? text.toUpperCase() : text) + (type === '%' ? '%' : '');
  }
  const text = digitsOf(value, type.toLowerCase(), style.precision, alternate);
  return capital ? text.toUpperCase() : text;
}

function digitsOf(value: number, type: string, wanted: number | undefined, alternate: boolean): string {
  const precision = wanted ?? 6;
  switch (type) {
    case 'f':
      return withPoint(fixedText(value, precision), alternate);
    case '%':
      return `${withPoint(Number.isFinite(value * 100) ? fixedText(value * 100, precision) : 'inf', alternate)}%`;
    case 'e':
      return withPoint(exponentText(value, precision), alternate);
    case '':
      return wanted === undefined
        ? withPoint(floatText(value), alternate)
        : general(value, Math.max(1, wanted), alternate, true);
    default:
      return general(value, Math.max(1, precision), alternate, false);
  }
}

/** So many significant digits; an exponent where the number is small or has more digits than that. */
function general(value: number, precision: number, alternate: boolean, keepPoint: boolean): string {
  const exponent = significant(value, Math.min(precision, 1100))[1];
  const isLong = exponent >= (keepPoint ? precision - 1 : precision);
  if (exponent < -4 || isLong) {
    const text = exponentText(value, precision - 1);
    return alternate ? withPoint(text, true) : text.replace(/\.?0*e/, (zeros) => (text.includes('.') ? 'e' : zeros));
  }
  const text = fixedText(value, Math.max(0, precision - 1 - exponent));
  if (alternate) return withPoint(text, true);
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return keepPoint && !trimmed.includes('.') ? `${trimmed}.0` : trimmed;
}

function withPoint(text: string, wanted: boolean): string {
  if (!wanted || text.includes('.')) return text;
  return text.replace(/^\d+/, (whole) => `${whole}.`);
}
