import type { Value } from '@fleet/values';

/** Permission bits of a file, e.g. `0o644`. */
export type FileMode = number;

/**
 * Permission bits from what people write: `'0644'`, `644` and `0644` all mean rw-r--r--, because a number is read by its
 * digits, as Salt does. Anything else comes back as it was given.
 */
export function modeOf(given: Value): unknown {
  const digits = typeof given === 'number' || typeof given === 'string' ? String(given) : '';
  const found = /^(?:0o)?([0-7]{1,5})$/.exec(digits);
  // A number that is not octal digits must not pass for one: it comes back as text, which no rule takes for bits.
  if (!found) return typeof given === 'number' ? digits : given;
  return Number.parseInt(found[1] as string, 8);
}

/** `'0644'`, the way changes and comments show permission bits. */
export function modeText(mode: FileMode): string {
  return `0${mode.toString(8).padStart(3, '0')}`;
}
