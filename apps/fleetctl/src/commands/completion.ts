import { join } from 'node:path';
import { nearMatch } from '@fleet/diagnostics';
import { exitCodes, nameKinds, type NameKind } from '@fleet/protocol';
import { profileNames } from '../command-line/named-profiles.js';
import { cacheFolder, ownFolder } from '../command-line/own-folder.js';
import { chooseProfile, profileChoice, type ProfileChoice } from '../command-line/profile.js';
import { UsageProblem } from '../command-line/target.js';
import { isEnough, keep, placeOf, readKept, type Kept } from '../completion/kept-names.js';
import { completionScript } from '../completion/script.js';
import { shells, type AskedKind } from '../completion/words.js';
import type { Session } from '../session.js';

/** Milliseconds that a key press may wait for the master; whoever is far from its own says how many seconds. */
function patience({ FLEET_COMPLETION_TIMEOUT: seconds }: NodeJS.ProcessEnv): number {
  const given = Number(seconds || Number.NaN) * 1000;
  return given > 0 && given <= 60_000 ? given : 300;
}

export async function printCompletion(session: Session, shell: string): Promise<number> {
  const known = shells.find((name) => name === shell);
  if (!known) {
    const meant = nearMatch(shell, shells);
    throw new UsageProblem(
      `there is completion for ${shells.join(', ')}, not for "${shell}"${meant ? `; did you mean ${meant}?` : ''}`,
    );
  }
  session.terminal.answer(completionScript(known));
  return exitCodes.ok;
}

/**
 * What a completion script asks for: names that begin so, a line for each. Whatever goes wrong, somebody is typing, and an error in the middle of the
 * line would help nobody: then there are none.
 */
export async function printNames(
  session: Session,
  kind: string,
  typed: string,
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const known = ([...nameKinds, 'profile'] as AskedKind[]).find((one) => one === kind);
  if (known === undefined) throw new UsageProblem(`names are of ${[...nameKinds, 'profile'].join(', ')}`);
  const before = options['commas'] === true ? typed.slice(0, typed.lastIndexOf(',') + 1) : '';
  const prefix = typed.slice(before.length);
  const names = await namesOf(known, prefix, session, options).catch(() => []);
  const lines = names.filter((name) => name.startsWith(prefix) && isPlainWord(name)).map((name) => before + name);
  if (lines.length > 0) session.terminal.answer(lines.join('\n'));
  return exitCodes.ok;
}

/** A shell reads these; what would be more than a word to it is not offered, whoever thought of it. */
function isPlainWord(name: string): boolean {
  return /^[\w.@%+/:][\w.@%+/:-]*$/.test(name);
}

async function namesOf(
  kind: AskedKind,
  prefix: string,
  { environment }: Session,
  options: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  if (kind === 'profile') {
    const own = ownFolder(environment);
    return own === undefined ? [] : profileNames(own);
  }
  const choice = profileChoice(options);
  const { place } = chooseProfile(choice, environment);
  const file = place.endsWith('.json') ? place : join(place, 'etc/fleet/fleetctl.json');
  const folder = cacheFolder(environment);
  if (folder === undefined) return (await asked(choice, environment, { kind, prefix })).names;
  return remembered(folder, file, { kind, prefix }, (ask) => asked(choice, environment, ask));
}

interface Wanted {
  readonly kind: NameKind;
  readonly prefix: string;
}

type Asking = (wanted: { kind: NameKind; prefix?: string }) => Promise<Omit<Kept, 'at'>>;

/** All of a kind, kept for a while; where they are more than one answer holds, those that begin so. */
async function remembered(
  folder: string,
  file: string,
  { kind, prefix }: Wanted,
  ask: Asking,
): Promise<readonly string[]> {
  const all = await throughKept(await placeOf(folder, file, kind), () => ask({ kind }));
  if (all.more !== true || prefix === '') return all.names;
  return (await throughKept(await placeOf(folder, file, `${kind} ${prefix}`), () => ask({ kind, prefix }))).names;
}

async function throughKept(place: string, ask: () => Promise<Omit<Kept, 'at'>>): Promise<Omit<Kept, 'at'>> {
  const kept = await readKept(place);
  if (kept && isEnough(kept)) return kept;
  try {
    const { names, more } = await ask();
    const answer = { names, ...(more && { more }) };
    // A disk that is full costs the next key press a question.
    await keep(place, { ...answer, at: Date.now() }).catch(() => undefined);
    return answer;
  } catch {
    const stale = kept ?? { names: [], at: 0 };
    await keep(place, { ...stale, at: kept?.at ?? Date.now() - tooOld, tried: Date.now() }).catch(() => undefined);
    return stale;
  }
}

/** Milliseconds: known to be asked again, and not yet to be thrown away. */
const tooOld = 3_600_000;

/** A connection of its own, which is given up rather than waited for. */
async function asked(
  choice: ProfileChoice,
  environment: NodeJS.ProcessEnv,
  ask: { kind: NameKind; prefix?: string },
): Promise<Omit<Kept, 'at'>> {
  const { connectMaster } = await import('../bus-link.js');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the master took too long')), patience(environment));
  });
  const answered = connectMaster(choice, environment).then((master) => master.ask('name_list', ask));
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
    answered.catch(() => undefined);
  }
}
