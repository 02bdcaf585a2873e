import { contexts } from '@fleet/identity';
import type { AnswerFrame, NewestRevision, PillarAnswer, PlannedAnswer, RenewedCredentials } from '@fleet/protocol';
import type { HighMarks } from './high-marks.js';
import type { TrustedKeys } from './trusted-keys.js';

/**
 * What the master answered, where it is really the master that did: signed by a key that this minion believes, for this minion, for
 * this very question. Whoever runs the bus could otherwise seal a pillar of their own to our public key, bring an old one again, or have us
 * keep credentials that are worth nothing.
 */
export class SignedAnswers {
  constructor(
    private readonly key: string,
    private readonly keys: Pick<TrustedKeys, 'open'>,
    private readonly marks: Pick<HighMarks, 'admitEpoch' | 'admitPillar'>,
  ) {}

  async pillar(signed: unknown, nonce: string): Promise<PillarAnswer | 'not-from-master' | 'outdated'> {
    const answer = await this.#read<PillarAnswer>(contexts.pillar, signed, nonce);
    if (!answer || typeof answer.sealed !== 'string' || !isTexts(answer.secrets)) return 'not-from-master';
    return (await this.marks.admitPillar(answer.epoch, answer.revision)) ? answer : 'outdated';
  }

  /** Hex SHA-256 of the manifest of the newest tree. */
  async newestTree(signed: unknown, nonce: string): Promise<string | undefined> {
    const answer = await this.#read<NewestRevision>(contexts.tree, signed, nonce);
    return answer && (await this.marks.admitEpoch(answer.epoch)) ? answer.tree : undefined;
  }

  /** The JWT that the master minted for this key now. */
  async renewed(signed: unknown, nonce: string): Promise<string | undefined> {
    const answer = await this.#read<RenewedCredentials>(contexts.renewal, signed, nonce);
    if (!answer || typeof answer.jwt !== 'string') return undefined;
    return (await this.marks.admitEpoch(answer.epoch)) ? answer.jwt : undefined;
  }

  async planned(signed: unknown, nonce: string): Promise<PlannedAnswer | undefined> {
    const answer = await this.#read<PlannedAnswer>(contexts.planned, signed, nonce);
    if (!answer || typeof answer.plan !== 'string' || typeof answer.proof !== 'string' || !isTexts(answer.states))
      return undefined;
    if (answer.appliedBy !== undefined && typeof answer.appliedBy !== 'string') return undefined;
    return (await this.marks.admitEpoch(answer.epoch)) ? answer : undefined;
  }

  async #read<T extends AnswerFrame>(context: string, signed: unknown, nonce: string): Promise<T | undefined> {
    const opened = await this.keys.open([context], signed);
    if (!opened) return undefined;
    const answer = JSON.parse(opened.text) as T;
    return answer.minion === this.key && answer.nonce === nonce && Number.isSafeInteger(answer.epoch)
      ? answer
      : undefined;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
