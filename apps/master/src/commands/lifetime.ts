import { CommandFailed, exits } from './open-config.js';

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 24 * 3_600_000 };

/** Milliseconds of `30m`, `1h`, `7d`. @throws CommandFailed which names the option and the most that it takes */
export function readLifetime(option: string, text: string, longest: number): number {
  const found = /^([0-9]+)([smhd])$/.exec(text);
  const milliseconds = found ? Number(found[1]) * (units[found[2] as string] as number) : Number.NaN;
  if (!(milliseconds >= 1000 && milliseconds <= longest))
    throw new CommandFailed(
      `${option} is a number with s, m, h or d, up to ${Math.floor(longest / (units.d as number))}d: 1h`,
      exits.usage,
    );
  return milliseconds;
}
