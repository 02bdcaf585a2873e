import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BusError, connectBus } from '@fleet/bus';
import { loadProfile, ProfileUnusable, saveProfile } from '@fleet/config';
import {
  createKeys,
  createLoginRequest,
  createSealKeys,
  decodeJwt,
  decodeLoginToken,
  followKeysets,
  formatCreds,
  goodKeys,
  InvalidJoinToken,
  openAdmission,
  pinRoot,
  signer,
  type JoinToken,
} from '@fleet/identity';
import { formatMoment } from '@fleet/output';
import { exitCodes, isOperatorName, subjects, type Admission, type EnrolAnswer, type Reply } from '@fleet/protocol';
import { loginPlace, profileChoice, wishesOf } from '../command-line/profile.js';
import { UsageProblem } from '../command-line/target.js';
import { MasterRefused, MasterUnreachable, ProfileProblem } from '../master-link.js';
import { renewed } from '../renewal.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';

/** Milliseconds. */
const answerWithin = 10_000;

/** With a token: becomes an operator, with a key that is made here and stays here. Without: renews the credentials that there are. */
export async function login(
  session: Session,
  token: string | undefined,
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  if (token === undefined) return renewNow(session);
  const place = loginPlace(profileChoice(options), session.environment);
  const given = readToken(token);
  await mustBeFree(place, given, options['replace'] === true);
  const folder = join(dirname(place), 'operators');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.login-${createHash('sha256').update(given.jwt).digest('hex').slice(0, 16)}`);
  const { seed, admission, root } = await admitted(given, draft);
  const { name, exp } = decodeJwt(admission.jwt);
  if (!isOperatorName(name)) throw new ProfileProblem('the master gave credentials without the name of an operator');
  const credentials = join(folder, `${name}.creds`);
  await writeSecret(credentials, formatCreds({ jwt: admission.jwt, seed }));
  const { servers, tls } = admission;
  const wishes = await wishesOf({ root: undefined, config: place }, session.environment);
  await saveProfile(place, { servers, ...(tls && { tls }), credentials, rootKey: root, ...wishes });
  await rm(draft, { force: true });
  const expires = exp === undefined ? undefined : exp * 1000;
  if (await showAsData(session, { operator: name, profile: place, credentials, expires: expires ?? null }))
    return exitCodes.ok;
  session.terminal.answer(`you are ${name}; the profile is ${place}`);
  if (!session.settings.quiet && expires !== undefined)
    session.terminal.note(`good until ${formatMoment(expires)}, and renewed by itself while it is used`);
  return exitCodes.ok;
}

async function renewNow(session: Session): Promise<number> {
  const expires = await renewed(await session.master());
  if (expires === undefined) throw new ProfileProblem('the credentials cannot be written; see who owns the file');
  if (await showAsData(session, { expires })) return exitCodes.ok;
  session.terminal.answer(`good until ${formatMoment(expires)}`);
  return exitCodes.ok;
}

function readToken(text: string): JoinToken {
  let token: JoinToken;
  try {
    token = decodeLoginToken(text);
  } catch (error) {
    if (!(error instanceof InvalidJoinToken)) throw error;
    throw new UsageProblem(error.message, { cause: error });
  }
  if (token.expires <= Date.now())
    throw new UsageProblem(
      `the login token expired ${formatMoment(token.expires)}; ask for a new one (fleetctl operator add)`,
    );
  return token;
}

/** A profile that is there belongs to somebody: it goes only where that is meant. */
async function mustBeFree(place: string, { root }: JoinToken, replace: boolean): Promise<void> {
  try {
    const present = await loadProfile(place);
    if (replace) return;
    throw new ProfileProblem(
      present.rootKey === root
        ? `${place} is the profile of an operator already; --replace puts the new one in its place, --config FILE.json or --profile NAME keeps both`
        : `${place} is a profile for another fleet; --profile NAME keeps both, --replace puts the new one in its place`,
    );
  } catch (error) {
    // Nothing that could be used is there.
    if (!(error instanceof ProfileUnusable)) throw error;
  }
}

interface Admitted {
  readonly seed: string;
  readonly admission: Admission;
  /** The root that the token leads to today. */
  readonly root: string;
}

/** The keys are on disk before the token is used: who is killed before the answer comes asks again with the same ones. */
async function admitted(token: JoinToken, draft: string): Promise<Admitted> {
  const { seed, seal } = await draftKeys(draft);
  const own = signer(seed);
  const request = createLoginRequest(own, seal.publicKey);
  const reply = await asked(token, request);
  if (!reply.ok) {
    // Told no, there is nothing to come back to; all else may be asked again.
    if (reply.fault.code === 'not-allowed') await rm(draft, { force: true });
    throw new MasterRefused(reply.fault);
  }
  const { result } = reply;
  if (result.state !== 'accepted')
    throw new MasterRefused({ code: 'not-allowed', message: 'the master does not let this login token in' });
  const followed = followKeysets(pinRoot(token.root), result.keysets);
  const keys = followed.ok ? goodKeys(followed.anchor, Date.now()) : [];
  const admission = openAdmission(keys, { request, privateKey: seal.privateKey }, result.admission);
  if (!followed.ok || !admission || decodeJwt(admission.jwt).sub !== own.publicKey)
    throw new MasterRefused({
      code: 'bad-signature',
      message: 'the answer is not from the fleet that the login token names; nothing was written',
    });
  return { seed, admission, root: followed.anchor.root };
}

interface DraftKeys {
  readonly seed: string;
  readonly seal: { readonly publicKey: string; readonly privateKey: string };
}

async function draftKeys(draft: string): Promise<DraftKeys> {
  try {
    const kept = JSON.parse(await readFile(draft, 'utf8')) as DraftKeys;
    signer(kept.seed);
    return kept;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code !== 'ENOENT' && code !== 'invalid-key' && !(error instanceof SyntaxError)) throw error;
  }
  const keys = { seed: createKeys('user').seed, seal: createSealKeys() };
  await writeSecret(draft, JSON.stringify(keys));
  return keys;
}

async function asked(token: JoinToken, request: unknown): Promise<Reply<EnrolAnswer>> {
  const where = token.servers.join(', ');
  try {
    const bus = await connectBus({
      servers: token.servers,
      tls: token.tls,
      name: 'fleetctl login',
      signer: signer(token.seed),
      jwt: () => token.jwt,
    });
    try {
      return (await bus.request(subjects.enrol(bus.key), request, { timeout: answerWithin })) as Reply<EnrolAnswer>;
    } finally {
      await bus.close();
    }
  } catch (error) {
    if (!(error instanceof BusError)) throw error;
    if (error.code === 'not-allowed')
      throw new MasterRefused({
        code: 'not-allowed',
        message: `the bus at ${where} refuses this login token; it may have expired`,
      });
    throw new MasterUnreachable(`the master at ${where} cannot be asked: ${error.message}`, { cause: error });
  }
}

/** Appears whole, for its owner alone. */
async function writeSecret(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID().slice(0, 8)}`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}
