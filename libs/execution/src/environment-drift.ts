/** Names of variables by which a file of an environment differs from what it should be. Never their values: they may be keys. */
export interface EnvironmentDrift {
  readonly missing: readonly string[];
  /** Which should not be there. */
  readonly foreign: readonly string[];
  /** With another value. */
  readonly other: readonly string[];
  /** The same values, written in another way. */
  readonly form: boolean;
}

export const assignment = /^([A-Z_][A-Z0-9_]*)=(.*)$/;

/** `undefined` where the file is as it should be. */
export function environmentDrift(text: string, expected: string): EnvironmentDrift | undefined {
  if (text.trimEnd() === expected.trimEnd()) return undefined;
  const [now, then] = [valuesOf(text), valuesOf(expected)];
  const missing = [...then.keys()].filter((key) => !now.has(key));
  const foreign = [...now.keys()].filter((key) => !then.has(key));
  const other = [...then].filter(([key, value]) => now.has(key) && now.get(key) !== value).map(([key]) => key);
  return { missing, foreign, other, form: missing.length + foreign.length + other.length === 0 };
}

function valuesOf(text: string): Map<string, string> {
  return new Map(
    text.split('\n').flatMap((line) => {
      const found = assignment.exec(line);
      return found ? [[found[1] as string, found[2] as string] as const] : [];
    }),
  );
}
