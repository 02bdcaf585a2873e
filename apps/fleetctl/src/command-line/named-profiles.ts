import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearMatch } from '@fleet/diagnostics';
import { ProfileProblem } from '../master-link.js';

/** The profile that has no name: the operator's own fleetctl.json, or the machine's. */
export const unnamed = 'default';

export function isProfileName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name) && name !== unnamed && !name.endsWith('.json');
}

/** Each in a folder of its own, with its credentials: operators of two fleets may have the same name. */
export function namedProfile(own: string, name: string): string {
  if (!isProfileName(name))
    throw new ProfileProblem(
      `${JSON.stringify(name)} is no name for a profile: letters, digits, dots, - and _; ${unnamed} is the one without a name`,
    );
  return join(own, 'profiles', name, 'fleetctl.json');
}

/** @throws ProfileProblem where there is none of that name */
export function presentProfile(own: string | undefined, name: string, said: string): string {
  if (own === undefined) throw withoutHome();
  const file = namedProfile(own, name);
  if (existsSync(file)) return file;
  throw new ProfileProblem(`there is no profile ${name}, which ${said} names${hint(own, name)}`);
}

export function withoutHome(): ProfileProblem {
  return new ProfileProblem(
    'profiles with names lie in your home folder, and there is none: set HOME or XDG_CONFIG_HOME, or name a file with --config',
  );
}

function hint(own: string, name: string): string {
  const near = nearMatch(name, profileNames(own));
  return near === undefined
    ? '; fleetctl profile list shows those that there are, fleetctl profile add NAME makes one'
    : `; did you mean ${near}?`;
}

/** In the order of the alphabet. */
export function profileNames(own: string): string[] {
  const folder = join(own, 'profiles');
  if (!existsSync(folder)) return [];
  const named = readdirSync(folder).filter((name) => isProfileName(name));
  return named.filter((name) => existsSync(namedProfile(own, name))).sort();
}

/** What `fleetctl profile use` wrote. @throws ProfileProblem where that is no name */
export function usedProfile(own: string | undefined): string | undefined {
  if (own === undefined) return undefined;
  const file = usedFile(own);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ProfileProblem(`${file}, which says which profile is used, cannot be read; --profile NAME names one`, {
      cause: error,
    });
  }
  // Another fleet than the one that was meant would be worse than none.
  if (!isProfileName(text))
    throw new ProfileProblem(
      `${file} says which profile is used, and holds no name of one; fleetctl profile use NAME writes it anew`,
    );
  return text;
}

export function usedFile(own: string): string {
  return join(own, 'profile');
}
