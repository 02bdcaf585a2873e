import { Float, type Value } from '@fleet/values';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds from `30` (seconds), `1.5`, `500ms`, `30s`, `5m`, `2h`, `1d`; anything else comes back as it was given. */
export function durationOf(given: Value): unknown {
  if (given instanceof Float) return Math.round(given.value * 1000);
  if (typeof given === 'number') return Math.round(given * 1000);
  const found = typeof given === 'string' ? /^([0-9]{1,9}(?:\.[0-9]+)?)\s*(ms|s|m|h|d)?$/.exec(given.trim()) : null;
  return found ? Math.round(Number(found[1]) * (units[found[2] ?? 's'] as number)) : given;
}
