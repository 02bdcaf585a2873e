/**
 * Functions whose positional arguments are secrets that no name tells: their commands are never broadcast, so that arguments travel sealed to
 * each minion.
 */
export const takesSecrets: ReadonlySet<string> = new Set(['shadow.set_password']);
