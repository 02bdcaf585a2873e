import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { directories, loadProfile, ProfileUnusable, type OperatorProfile } from '@fleet/config';
import { ProfileProblem } from '../master-link.js';

export interface ProfileChoice {
  readonly root: string | undefined;
  readonly config: string | undefined;
}

/** Where the profile is looked for, in this order: `--config`, `--root`, `FLEET_ROOT`, the operator's own folder, `/etc/fleet`. */
export function profilePlace(choice: ProfileChoice, environment: NodeJS.ProcessEnv, home = homedir()): string {
  if (choice.config !== undefined) return choice.config;
  const root = choice.root ?? environment['FLEET_ROOT'];
  if (root !== undefined && root !== '') return root;
  const own = join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'fleet/fleetctl.json');
  return existsSync(own) ? own : '/';
}

/** Where `fleetctl login` writes the profile: as above, and without a word into the operator's own folder. */
export function loginPlace(
  root: string | undefined,
  config: string | undefined,
  environment: NodeJS.ProcessEnv,
  home = homedir(),
): string {
  if (config !== undefined) {
    if (!config.endsWith('.json')) throw new ProfileProblem(`--config names a .json file, not ${config}`);
    return resolve(config);
  }
  const under = root ?? environment['FLEET_ROOT'];
  if (under !== undefined && under !== '') return directories(under).operator.profile;
  return join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'fleet/fleetctl.json');
}

/** @throws ProfileProblem */
export async function findProfile(
  choice: ProfileChoice,
  environment: NodeJS.ProcessEnv,
): Promise<{ profile: OperatorProfile; file: string }> {
  const place = profilePlace(choice, environment);
  if (choice.config !== undefined && !place.endsWith('.json'))
    throw new ProfileProblem(
      `--config names a .json file, not ${place}; a directory that holds etc/fleet goes with --root`,
    );
  try {
    return {
      profile: await loadProfile(place),
      file: place.endsWith('.json') ? place : join(place, 'etc/fleet/fleetctl.json'),
    };
  } catch (error) {
    if (!(error instanceof ProfileUnusable)) throw error;
    throw new ProfileProblem(
      `${error.file}: ${error.reason}. On a new master, fleet-master init makes one; with a login token of an admin, fleetctl login TOKEN does; --config FILE or --root DIR name another`,
      { cause: error },
    );
  }
}
