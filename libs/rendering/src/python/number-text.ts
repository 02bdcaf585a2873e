/** A float as Python prints it: shortest digits that read back the same, `.0` where integral, exponents from 1e16 and below 1e-4. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e16 || size < 1e-4) {
    const [mantissa, exponent] = value.toExponential().split('e') as [string, string];
    const digits = exponent.slice(1).padStart(2, '0');
    return `${mantissa}e${exponent[0]}${digits}`;
  }
  const text = decimal(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** JavaScript switches to exponents below 1e-6, Python below 1e-4: between them this is never reached with an exponent but for 1e-5 and 1e-6. */
function decimal(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '') : text;
}

/** `toFixed`, but an exact half goes to the even digit, as in Python; `value` is below 1e21 and not negative. */
export function fixedText(value: number, digits: number): string {
  const rounded = value.toFixed(digits);
  if (digits >= 100) return rounded;
  const exact = value.toFixed(100);
  const cut = exact.length - 100 + digits;
  if (!/^50*$/.test(exact.slice(cut))) return rounded;
  const below = exact.slice(0, cut).replace(/\.$/, '');
  return Number(below.at(-1)) % 2 === 0 ? below : rounded;
}

/** `toExponential` with exact halves to the even digit. */
export function exponentText(value: number, digits: number): string {
  const rounded = value.toExponential(digits);
  if (digits >= 60) return rounded;
  const [mantissa, exponent] = value.toExponential(100).split('e') as [string, string];
  const cut = mantissa.length - 100 + digits;
  if (!/^50*$/.test(mantissa.slice(cut))) return rounded;
  const below = mantissa.slice(0, cut).replace(/\.$/, '');
  return Number(below.at(-1)) % 2 === 0 ? `${below}e${exponent}` : rounded;
}
