import type { Diagnostic } from '@fleet/diagnostics';
import { randomBytes } from 'node:crypto';
import type { PillarAnswer, PillarRequest, Signed } from '@fleet/protocol';
import { isMap, parseExact, stringifyExact, type ValueMap } from '@fleet/values';
import { MasterFault, type AskMaster } from './ask-master.js';
import { PillarRefused } from './pillar-refused.js';

export interface PillarWish {
  readonly environment?: string;
  readonly override?: ValueMap;
}

export interface PillarSourceOptions {
  readonly ask: AskMaster;
  readonly grains: () => Promise<ValueMap>;
  /** The answer inside what the master signed, where it is for this minion and this question, and not older than what was had already. */
  readonly read: (signed: Signed, nonce: string) => Promise<PillarAnswer | 'not-from-master' | 'outdated'>;
  /** Opens what was sealed to this minion. @throws where the seal was made for another, or damaged. */
  readonly open: (sealed: string) => string | Buffer | Promise<string | Buffer>;
  /** Learns what must never be seen, before anybody gets the pillar. */
  readonly learn: (pillar: ValueMap, secrets: readonly string[]) => void;
}

/** This minion's pillar, compiled now. */
export type PillarSource = (wish: PillarWish) => Promise<ValueMap>;

/** Where the value at a path of it comes from; without a path, what feeds each top-level key. */
export type PillarExplainer = (path: string | undefined, wish: PillarWish) => Promise<ValueMap>;

/** A pillar is had whole or not at all: whatever goes wrong on its way is a PillarRefused, and nothing is applied. */
export function masterPillar(options: PillarSourceOptions): PillarSource {
  return async (wish) => {
    const answer = await ask(options, await requestOf(wish, options));
    const pillar = await opened(answer.sealed, options.open);
    options.learn(pillar, answer.secrets);
    return pillar;
  };
}

/** The master's explanation of the pillar that it would send. Secrets are masked in it already. */
export function masterExplanation(options: PillarSourceOptions): PillarExplainer {
  return async (path, wish) => {
    const answer = await ask(options, { ...(await requestOf(wish, options)), explain: path ?? '' });
    return opened(answer.sealed, options.open);
  };
}

async function requestOf(
  { environment, override }: PillarWish,
  options: Pick<PillarSourceOptions, 'grains'>,
): Promise<Omit<PillarRequest, 'nonce'>> {
  return {
    grains: stringifyExact(await options.grains()),
    ...(environment !== undefined && { environment }),
    ...(override && { override: stringifyExact(override) }),
  };
}

/** Of two answers that crossed, the later one counts; the other is asked for again. */
const attempts = 3;

async function ask(
  { ask: master, read }: PillarSourceOptions,
  request: Omit<PillarRequest, 'nonce'>,
): Promise<PillarAnswer> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const nonce = randomBytes(16).toString('base64url');
    const answer = await read(await signedAnswer(master, { ...request, nonce }), nonce);
    if (answer === 'not-from-master')
      throw new PillarRefused('the pillar is not signed by the master of this minion for this question');
    if (answer !== 'outdated') return answer;
  }
  throw new PillarRefused('the master sends a pillar that is older than the last one; was it restored from a backup?');
}

async function signedAnswer(master: AskMaster, request: PillarRequest): Promise<Signed> {
  try {
    return await master('pillar', request);
  } catch (error) {
    if (error instanceof MasterFault)
      throw new PillarRefused(error.fault.message, diagnosticsOf(error.fault.details), { cause: error });
    throw new PillarRefused('the master did not answer the request for the pillar', [], { cause: error });
  }
}

async function opened(sealed: string, open: PillarSourceOptions['open']): Promise<ValueMap> {
  let text: string;
  try {
    text = String(await open(sealed));
  } catch (error) {
    throw new PillarRefused('the pillar was not sealed to this minion, or was damaged on its way', [], {
      cause: error,
    });
  }
  try {
    const pillar = parseExact(text);
    if (isMap(pillar)) return pillar;
  } catch (error) {
    throw new PillarRefused('the pillar that the master sent is not exact JSON', [], { cause: error });
  }
  throw new PillarRefused('the pillar that the master sent is not a mapping');
}

function diagnosticsOf(details: unknown): readonly Diagnostic[] {
  const list = Array.isArray(details) ? details : (details as { diagnostics?: unknown } | undefined)?.diagnostics;
  return Array.isArray(list) ? (list as Diagnostic[]) : [];
}
