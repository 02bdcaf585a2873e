import { readFile, stat } from 'node:fs/promises';
import { BusError, connectBus, longestAnswer, type Bus } from '@fleet/bus';
import type { OperatorProfile } from '@fleet/config';
import { decodeJwt, parseCreds, signer, signRequest, type Credentials } from '@fleet/identity';
import { formatMoment } from '@fleet/output';
import { subjects, type OperatorMethods, type Reply } from '@fleet/protocol';
import { findProfile, type ProfileChoice } from './command-line/profile.js';
import { renewBeside, type Renewable } from './renewal.js';
import {
  MasterRefused,
  MasterUnreachable,
  ProfileProblem,
  type MasterLink,
  type WatchedMethod,
} from './master-link.js';

/** The master answers requests at once; what takes longer is a job. */
const answerWithin = 10_000;

/**
 * Connects with the operator's own credentials. `warn` is told what ought to be mended, and keeps nobody from working.
 * @throws ProfileProblem, MasterUnreachable
 */
export async function connectMaster(
  choice: ProfileChoice,
  environment: NodeJS.ProcessEnv,
  warn: (sentence: string) => void = () => undefined,
): Promise<MasterLink> {
  const { profile, file } = await findProfile(choice, environment);
  const credentials = await readCredentials(profile, file, warn);
  try {
    const { jwt, seed } = credentials;
    const bus = await connectBus({
      servers: profile.servers,
      tls: profile.tls,
      name: 'fleetctl',
      maxAnswer: longestAnswer,
      signer: signer(seed),
      jwt: () => jwt,
    });
    const link = new BusLink(bus, profile.servers, { file: profile.credentials, seed, jwt });
    renewBeside(link);
    return link;
  } catch (error) {
    throw inWords(error, profile.servers, file, credentials.jwt);
  }
}

async function readCredentials(
  profile: OperatorProfile,
  file: string,
  warn: (sentence: string) => void,
): Promise<Credentials> {
  try {
    const [text, { mode }] = await Promise.all([readFile(profile.credentials, 'utf8'), stat(profile.credentials)]);
    if ((mode & 0o077) !== 0) warn(`others on this machine can be you: chmod 600 ${profile.credentials}`);
    return parseCreds(text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'do not exist' : code === 'EACCES' ? 'may not be read by you' : 'cannot be read';
    throw new ProfileProblem(
      `the credentials ${profile.credentials} that ${file} names ${why}; \`fleetctl login TOKEN\` makes new ones, with a login token of an admin`,
      { cause: error },
    );
  }
}

class BusLink implements MasterLink {
  constructor(
    private readonly bus: Bus,
    private readonly servers: readonly string[],
    readonly renewable: Renewable,
  ) {}

  async ask<M extends keyof OperatorMethods>(
    method: M,
    body: OperatorMethods[M]['ask'],
  ): Promise<OperatorMethods[M]['answer']> {
    try {
      const { key, signer: own } = this.bus;
      const request = signRequest(own, method, body);
      const reply = await this.bus.request(subjects.operatorRequest(key, method), request, { timeout: answerWithin });
      return unwrap(reply as Reply<OperatorMethods[M]['answer']>);
    } catch (error) {
      throw inWords(error, this.servers);
    }
  }

  async *watch<M extends WatchedMethod>(
    method: M,
    body: OperatorMethods[M]['ask'],
    quiet: number,
  ): AsyncGenerator<OperatorMethods[M]['answer']> {
    const subject = subjects.operatorRequest(this.bus.key, method);
    const request = signRequest(this.bus.signer, method, body);
    let heard = false;
    try {
      for await (const reply of this.bus.requestMany(subject, request, { timeout: answerWithin, idle: quiet })) {
        heard = true;
        yield unwrap(reply as Reply<OperatorMethods[M]['answer']>);
      }
    } catch (error) {
      // Once the master has answered, a silence or a lost connection is a reason to ask again, and the caller does.
      if (heard && error instanceof BusError && (error.code === 'timeout' || error.code === 'disconnected')) return;
      throw inWords(error, this.servers);
    }
  }

  close(): Promise<void> {
    return this.bus.close();
  }
}

/** Another version of fleet, or something else altogether, may answer: what is no reply is said to be none. */
function unwrap<T>(reply: Reply<T>): T {
  if (reply?.ok === true) return reply.result;
  if (reply?.ok === false && typeof reply.fault?.code === 'string') throw new MasterRefused(reply.fault);
  throw new MasterRefused({
    code: 'malformed',
    message: 'the master answered with something that this fleetctl does not understand; are both of the same version?',
  });
}

function whyRefused(jwt: string | undefined): string {
  const { exp } = jwt === undefined ? {} : decodeJwt(jwt);
  if (exp === undefined || exp * 1000 > Date.now())
    return 'they were revoked, or are of another fleet: fleetctl login TOKEN makes new ones, with a login token of an admin (on the master, fleet-master operator list tells)';
  return `they expired ${formatMoment(exp * 1000)}: fleetctl login TOKEN makes new ones, with a login token of an admin (on the master: fleet-master operator renew NAME)`;
}

/** What the bus says, with what to do about it. */
function inWords(error: unknown, servers: readonly string[], file?: string, jwt?: string): unknown {
  if (!(error instanceof BusError)) return error;
  const where = servers.join(', ');
  switch (error.code) {
    case 'unreachable':
      return new MasterUnreachable(`nobody answers at ${where}; is the master running there (fleet-master run)?`, {
        cause: error,
      });
    case 'untrusted':
      return new MasterUnreachable(
        `whoever answers at ${where} is not the server that${file === undefined ? ' the profile' : ` ${file}`} vouches for (${String(error.fields['answer'])}); somebody may be in between, and nothing was sent`,
        { cause: error },
      );
    case 'not-allowed':
      return new MasterRefused({
        code: 'not-allowed',
        message: `the bus at ${where} refuses these credentials${file === undefined ? '' : ` (${file})`}; ${whyRefused(jwt)}`,
      });
    case 'no-responders':
      return new MasterUnreachable(`the bus at ${where} is up, and no master is; fleet-master run starts it`, {
        cause: error,
      });
    case 'timeout':
      return new MasterUnreachable(`the master at ${where} did not answer within ${answerWithin / 1000} s`, {
        cause: error,
      });
    case 'disconnected':
    case 'closed':
      return new MasterUnreachable(`the connection to ${where} was lost`, { cause: error });
    case 'too-large':
      return new MasterRefused({
        code: 'too-large',
        message: 'what was asked is too large for one message of the bus (1 MiB)',
      });
    case 'malformed':
      return new MasterRefused({ code: 'malformed', message: 'the master answered with something that is no JSON' });
    case 'refused':
      return new MasterRefused({ code: 'internal', message: 'the bus refused the request' });
  }
}
