import { duration } from '@fleet/config';
import { CommandFailed, exits } from './open-config.js';

const day = 86_400_000;

/** Milliseconds of a time that is written as in master.yaml. @throws CommandFailed which names the option and the most that it takes */
export function readLifetime(option: string, text: string, longest: number): number {
  const milliseconds = duration(text);
  if (milliseconds === undefined || milliseconds > longest)
    throw new CommandFailed(
      `${option} is a time such as 90s, 30m, 12h or 7d, at most ${Math.floor(longest / day)}d`,
      exits.usage,
    );
  return milliseconds;
}
