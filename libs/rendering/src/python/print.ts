import type { Value } from '@fleet/values';

/** What Python's `repr` prints: strings in quotes, `None`, `1.0`, `{'a': [1]}`. */
export function pythonRepr(_value: Value): string { throw new Error('not written yet'); }
/** What `{{ value }}` prints: a string as it is, everything else as {@link pythonRepr}. */
export function pythonStr(_value: Value): string { throw new Error('not written yet'); }
