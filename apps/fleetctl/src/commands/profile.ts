import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { loadProfile, ProfileUnusable, saveProfile, type OperatorProfile } from '@fleet/config';
import { decodeJwt, formatCreds, InvalidCredentials, parseCreds, type Credentials } from '@fleet/identity';
import { formatMoment } from '@fleet/output';
import { exitCodes } from '@fleet/protocol';
import {
  isProfileName,
  namedProfile,
  presentProfile,
  profileNames,
  unnamed,
  usedFile,
  usedProfile,
  withoutHome,
} from '../command-line/named-profiles.js';
import { ownFolder } from '../command-line/own-folder.js';
import { chooseProfile, profileChoice, type Chosen } from '../command-line/profile.js';
import { UsageProblem } from '../command-line/target.js';
import { ProfileProblem } from '../master-link.js';
import { formatTable } from '../output/table.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';

type Options = Readonly<Record<string, unknown>>;

/** What there is to tell of one, without asking anybody. `trouble`: why it cannot be used. */
interface Told {
  readonly name: string;
  /** It is what a command uses that names none. */
  readonly used: boolean;
  readonly file: string;
  readonly servers?: readonly string[];
  readonly encrypted?: boolean;
  readonly operator?: string | null;
  readonly credentials?: string;
  /** Milliseconds since the epoch; null: they do not end. */
  readonly expires?: number | null;
  readonly rootKey?: string;
  readonly trouble?: string;
}

export async function listProfiles(session: Session, options: Options): Promise<number> {
  const { environment, terminal } = session;
  const own = ownFolder(environment);
  const chosen = safelyChosen(options, environment);
  const names = own === undefined ? [] : profileNames(own);
  const places = [
    chooseProfile({ root: undefined, config: undefined, profile: unnamed }, environment),
    ...names.map((name): Chosen => ({ name, place: namedProfile(own as string, name) })),
  ];
  const all = await Promise.all(places.map((place) => told(place, isSame(place, chosen))));
  // Whoever has named ones only has no use for a row that says so.
  const profiles = all.filter((row) => row.name !== unnamed || row.trouble === undefined || row.used);
  if (await showAsData(session, { profiles })) return exitCodes.ok;
  if (profiles.every(({ trouble }) => trouble !== undefined) && names.length === 0) {
    terminal.answer('no profiles; fleetctl login TOKEN makes one, with a login token of an admin');
    return exitCodes.ok;
  }
  const rows = profiles.map(({ used, name, servers, operator, expires, trouble }) => [
    ...[used ? '*' : '', name, (servers ?? []).join(' '), operator ?? ''],
    trouble ?? (typeof expires === 'number' ? untilText(expires) : ''),
  ]);
  terminal.answer(formatTable(['', 'PROFILE', 'SERVERS', 'OPERATOR', 'GOOD UNTIL'], rows, terminal.paint));
  return exitCodes.ok;
}

export async function showProfile(session: Session, name: string | undefined, options: Options): Promise<number> {
  const { environment, terminal } = session;
  const chosen = chooseProfile(
    name === undefined ? profileChoice(options) : { root: undefined, config: undefined, profile: name },
    environment,
  );
  const row = await told(chosen, isSame(chosen, safelyChosen(options, environment)));
  const failed = row.trouble === undefined ? exitCodes.ok : exitCodes.usage;
  if (await showAsData(session, row)) return failed;
  const lines = [
    ['profile', `${row.name}${row.used ? ', the one in use' : ''}`],
    ['file', row.file],
    ['servers', row.servers?.join(' ')],
    ['bus', row.encrypted === undefined ? undefined : row.encrypted ? 'encrypted' : 'in clear'],
    ['operator', row.operator],
    ['credentials', row.credentials],
    ['good until', typeof row.expires === 'number' ? untilText(row.expires) : undefined],
    ['root key', row.rootKey],
  ].flatMap(([key = '', text]) => (text ? [`${terminal.paint.key(`${key}:`.padEnd(13))} ${text}`] : []));
  terminal.answer(lines.join('\n'));
  if (row.trouble !== undefined) throw new ProfileProblem(`${row.file}: ${row.trouble}`);
  return exitCodes.ok;
}

export async function useProfile(session: Session, name: string): Promise<number> {
  const own = mustHaveHome(session);
  if (name === unnamed) await rm(usedFile(own), { force: true });
  else {
    presentProfile(own, name, 'the command line');
    await mkdir(own, { recursive: true, mode: 0o700 });
    await writeFile(`${usedFile(own)}.new`, `${name}\n`);
    await rename(`${usedFile(own)}.new`, usedFile(own));
  }
  const row = await told(
    chooseProfile({ root: undefined, config: undefined, profile: name }, session.environment),
    true,
  );
  if (await showAsData(session, row)) return exitCodes.ok;
  session.terminal.answer(`${name} is used from now on: ${row.servers?.join(' ') ?? row.trouble}`);
  const over = ['FLEET_PROFILE', 'FLEET_ROOT'].find((variable) => session.environment[variable]);
  if (over !== undefined) session.terminal.note(`but not here: ${over} is set and comes first`);
  return exitCodes.ok;
}

/** With a login token it is `login` into a profile of that name; of a file, a copy is made of it and of the credentials that it names. */
export async function addProfile(session: Session, name: string, source: string, options: Options): Promise<number> {
  if (!isProfileName(name)) namedProfile('', name);
  if (source.startsWith('fleet-login-'))
    return (await import('./login.js')).login(session, source, { ...options, profile: name });
  if (!source.endsWith('.json'))
    throw new UsageProblem(
      `a profile is added of a login token (fleet-login-…), or of a .json file such as fleet-master operator add --output writes; ${JSON.stringify(source)} is neither`,
    );
  const own = mustHaveHome(session);
  const place = namedProfile(own, name);
  const profile = await loaded(source);
  const credentials = await readCredentials(profile.credentials);
  const present = await loadProfile(place).catch(() => undefined);
  if (present && options['replace'] !== true)
    throw new ProfileProblem(
      `there is a profile ${name} already, for ${present.servers.join(' ')}; --replace puts this one in its place`,
    );
  const file = join(
    dirname(place),
    'operators',
    `${decodeJwt(credentials.jwt).name || 'operator'}.creds`.replaceAll('/', '_'),
  );
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await rm(file, { force: true });
  await writeFile(file, formatCreds(credentials), { mode: 0o600, flag: 'wx' });
  await saveProfile(place, { ...profile, credentials: file });
  if (await showAsData(session, await told({ name, place }, false))) return exitCodes.ok;
  session.terminal.answer(`added ${name}: ${profile.servers.join(' ')}`);
  if (!session.settings.quiet)
    session.terminal.note(`fleetctl --profile ${name} …, or from now on: fleetctl profile use ${name}`);
  return exitCodes.ok;
}

export async function removeProfile(session: Session, name: string, options: Options): Promise<number> {
  if (name === unnamed)
    throw new UsageProblem(
      'the profile without a name is the file fleetctl.json; fleetctl profile show default says where it lies',
    );
  const own = mustHaveHome(session);
  const place = presentProfile(own, name, 'the command line');
  if (options['yes'] !== true) {
    session.terminal.note(`the credentials that lie beside it go too: ${dirname(place)}`);
    const agreed = await session.terminal.confirm(`remove the profile ${name}?`);
    if (agreed === undefined)
      throw new UsageProblem(`there is no terminal to ask on; fleetctl profile remove ${name} --yes removes it`);
    if (!agreed) return exitCodes.aborted;
  }
  await rm(dirname(place), { recursive: true });
  const wasUsed = safelyUsed(own) === name;
  if (wasUsed) await rm(usedFile(own), { force: true });
  if (await showAsData(session, { removed: name })) return exitCodes.ok;
  session.terminal.answer(`removed ${name}`);
  if (wasUsed) session.terminal.note('it was the one in use; now it is the one without a name');
  return exitCodes.ok;
}

function mustHaveHome({ environment }: Session): string {
  const own = ownFolder(environment);
  if (own === undefined) throw withoutHome();
  return own;
}

async function told({ place, name = unnamed }: Chosen, used: boolean): Promise<Told> {
  const file = place.endsWith('.json') ? place : join(place, 'etc/fleet/fleetctl.json');
  const row = { name, used, file };
  try {
    const { servers, tls, credentials, rootKey } = await loaded(place);
    const more = {
      ...row,
      servers,
      encrypted: tls !== undefined || servers.some((one) => one.startsWith('tls:')),
      credentials,
      rootKey,
    };
    try {
      const { name: operator, exp } = decodeJwt((await readCredentials(credentials)).jwt);
      return { ...more, operator: operator ?? null, expires: exp === undefined ? null : exp * 1000 };
    } catch (error) {
      if (!(error instanceof ProfileProblem)) throw error;
      return { ...more, trouble: error.sentence };
    }
  } catch (error) {
    if (!(error instanceof ProfileProblem)) throw error;
    return { ...row, trouble: error.sentence };
  }
}

async function loaded(place: string): Promise<OperatorProfile> {
  try {
    return await loadProfile(place);
  } catch (error) {
    if (!(error instanceof ProfileUnusable)) throw error;
    throw new ProfileProblem(`${error.file}: ${error.reason}`, { cause: error });
  }
}

async function readCredentials(file: string): Promise<Credentials> {
  try {
    return parseCreds(await readFile(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? 'do not exist'
        : error instanceof InvalidCredentials
          ? 'are broken'
          : 'may not be read by you';
    throw new ProfileProblem(`the credentials ${file} ${why}`, { cause: error });
  }
}

function untilText(expires: number): string {
  return expires > Date.now() ? formatMoment(expires) : `expired ${formatMoment(expires)}`;
}

function isSame(one: Chosen, other: Chosen | undefined): boolean {
  return other !== undefined && one.place === other.place;
}

/** A list is also for whoever has named one that is not there. */
function safelyChosen(options: Options, environment: NodeJS.ProcessEnv): Chosen | undefined {
  try {
    return chooseProfile(profileChoice(options), environment);
  } catch (error) {
    if (!(error instanceof ProfileProblem)) throw error;
    return undefined;
  }
}

function safelyUsed(own: string): string | undefined {
  try {
    return usedProfile(own);
  } catch (error) {
    if (!(error instanceof ProfileProblem)) throw error;
    return undefined;
  }
}
