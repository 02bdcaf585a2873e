import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { directories, loadProfile, ProfileUnusable, type OperatorProfile } from '@fleet/config';
import { stateOutputs, type StateOutput } from '@fleet/output';
import { ProfileProblem } from '../master-link.js';
import { namedProfile, presentProfile, unnamed, usedProfile, withoutHome } from './named-profiles.js';
import { homeFolder, ownFolder } from './own-folder.js';

export interface ProfileChoice {
  readonly root: string | undefined;
  readonly config: string | undefined;
  /** By name. */
  readonly profile?: string | undefined;
}

/** A profile that was chosen, and its name where it has one. */
export interface Chosen {
  readonly place: string;
  readonly name?: string;
}

/** What the command line says of the profile. @throws ProfileProblem where it says two things */
export function profileChoice(options: Readonly<Record<string, unknown>>): ProfileChoice {
  const text = (key: string): string | undefined => (typeof options[key] === 'string' ? options[key] : undefined);
  const choice = { root: text('root'), config: text('config'), profile: text('profile') };
  if (choice.profile !== undefined && (choice.root !== undefined || choice.config !== undefined))
    throw new ProfileProblem(`--profile and --${choice.root === undefined ? 'config' : 'root'} exclude each other`);
  return choice;
}

/**
 * Which profile it is, in this order: `--config`, `--root` or `--profile`; FLEET_PROFILE; FLEET_ROOT; the one that `fleetctl profile use` chose; the
 * operator's own; the machine's in /etc/fleet.
 * @throws ProfileProblem where one is named that is not there
 */
export function chooseProfile(choice: ProfileChoice, environment: NodeJS.ProcessEnv, home = homeFolder()): Chosen {
  if (choice.config !== undefined) return { place: choice.config };
  if (choice.root !== undefined && choice.root !== '') return { place: choice.root };
  const own = ownFolder(environment, home);
  const named = (name: string, said: string): Chosen =>
    name === unnamed ? withoutName(own) : { place: presentProfile(own, name, said), name };
  if (choice.profile !== undefined) return named(choice.profile, '--profile');
  const { FLEET_PROFILE: wanted, FLEET_ROOT: root } = environment;
  if (wanted !== undefined && wanted !== '') return named(wanted, 'FLEET_PROFILE');
  if (root !== undefined && root !== '') return { place: root };
  const used = usedProfile(own);
  return used === undefined ? withoutName(own) : named(used, 'fleetctl profile use');
}

function withoutName(own: string | undefined): Chosen {
  const file = own === undefined ? undefined : join(own, 'fleetctl.json');
  return { place: file !== undefined && existsSync(file) ? file : '/' };
}

/** Where `fleetctl login` writes the profile: as above, and never into the machine's folder by itself. */
export function loginPlace(choice: ProfileChoice, environment: NodeJS.ProcessEnv, home = homeFolder()): string {
  const { root, config } = choice;
  if (config !== undefined) {
    if (!config.endsWith('.json')) throw new ProfileProblem(`--config names a .json file, not ${config}`);
    return resolve(config);
  }
  if (root !== undefined && root !== '') return directories(root).operator.profile;
  const own = ownFolder(environment, home);
  const wanted = choice.profile ?? (environment['FLEET_PROFILE'] || undefined);
  if (wanted === undefined && environment['FLEET_ROOT']) return directories(environment['FLEET_ROOT']).operator.profile;
  if (own === undefined) throw withoutHome();
  const name = wanted ?? usedProfile(own);
  return name === undefined || name === unnamed ? join(own, 'fleetctl.json') : namedProfile(own, name);
}

/** @throws ProfileProblem */
export async function findProfile(
  choice: ProfileChoice,
  environment: NodeJS.ProcessEnv,
): Promise<{ profile: OperatorProfile; file: string; name?: string }> {
  const { place, name } = chooseProfile(choice, environment);
  const file = place.endsWith('.json') ? place : join(place, 'etc/fleet/fleetctl.json');
  if (choice.config !== undefined && !place.endsWith('.json'))
    throw new ProfileProblem(
      `--config names a .json file, not ${place}; a directory that holds etc/fleet goes with --root`,
    );
  try {
    const profile = await loadProfile(place);
    const { stateOutput } = profile;
    if (stateOutput !== undefined && !isStateOutput(stateOutput))
      throw new ProfileUnusable(file, `\`stateOutput\` is one of ${stateOutputs.join(', ')}`);
    return {
      profile,
      file,
      ...(name !== undefined && { name }),
    };
  } catch (error) {
    if (!(error instanceof ProfileUnusable)) throw error;
    throw new ProfileProblem(
      `${error.file}: ${error.reason}. On a new master, fleet-master init makes one; with a login token of an admin, fleetctl login TOKEN does; --config FILE, --root DIR or --profile NAME name another`,
      { cause: error },
    );
  }
}

/** How its operator wants things shown. One that cannot be used wants nothing: whoever connects is told what is wrong with it. */
export async function wishesOf(
  choice: ProfileChoice,
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly stateOutput?: StateOutput; readonly stateVerbose?: boolean }> {
  const found = await findProfile(choice, environment).catch((error: unknown) => {
    if (error instanceof ProfileProblem) return undefined;
    throw error;
  });
  const { stateOutput, stateVerbose } = found?.profile ?? {};
  return {
    ...(stateOutput !== undefined && isStateOutput(stateOutput) && { stateOutput }),
    ...(stateVerbose !== undefined && { stateVerbose }),
  };
}

function isStateOutput(word: string): word is StateOutput {
  return (stateOutputs as readonly string[]).includes(word);
}
