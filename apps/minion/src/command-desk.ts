import { contexts, verifySigned } from '@fleet/identity';
import type { Acknowledgement, Notice, Signed, Target } from '@fleet/protocol';
import type { Logger } from '@fleet/telemetry';
import type { ValueMap } from '@fleet/values';
import type { CommandDesk, RunnableCommand } from './handle-command.js';
import { touches } from './looking.js';
import type { Outcome } from './outcome.js';
import { RefusalLog } from './refusal-log.js';
import type { JobInHand, JobsUnderWay } from './running-jobs.js';
import type { Workplace } from './workplace.js';

export interface DeskOptions {
  readonly id: string;
  readonly key: string;
  /** The pinned master's, raw, base64url. */
  readonly masterKey: string;
  /** Globs. */
  readonly disabledFunctions: readonly string[];
  readonly work: Pick<Workplace, 'ledger' | 'journal' | 'outbox'>;
  readonly jobs: JobsUnderWay;
  readonly grains: () => Promise<ValueMap>;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  readonly acknowledge: (message: Acknowledgement) => void;
  readonly run: (command: RunnableCommand, job: JobInHand) => Promise<Outcome>;
  readonly notice: (notice: Notice['notice']) => Promise<void>;
}

/** The real things behind each step of a command. */
export async function commandDesk(options: DeskOptions): Promise<CommandDesk> {
  const { id, key, masterKey, work, log } = options;
  const refusals = new RefusalLog(log);
  return {
    minion: { id, key },
    verify: (signed) => signedAs(masterKey, signed),
    admit: async (jid, expires, durable) => (await work.ledger.claim(jid, expires, { durable })) === 'new',
    matches: (target) => matches(target, options),
    disabled: await globs(options.disabledFunctions),
    touches,
    journal: work.journal,
    outbox: work.outbox,
    running: options.jobs,
    acknowledge: options.acknowledge,
    run: options.run,
    notice: options.notice,
    refused: (code, fields) => {
      if (code === 'internal') log.error(fields, 'a function failed in a way that was not foreseen');
      else refusals.refused(code, fields);
    },
    now: Date.now,
  };
}

function signedAs(masterKey: string, signed: Signed): 'command' | 'notice' | undefined {
  if (verifySigned([masterKey], contexts.command, signed).ok) return 'command';
  return verifySigned([masterKey], contexts.notice, signed).ok ? 'notice' : undefined;
}

/** A target that this minion cannot read is not for it: the master, which could, has the last word on who is silent. */
async function matches(target: Target, options: DeskOptions): Promise<boolean> {
  const { parseTarget } = await import('@fleet/targeting');
  const parsed = parseTarget(target);
  if (!parsed.ok) {
    options.log.warn({ type: target.type, expression: target.expression }, 'a target cannot be read');
    return false;
  }
  const grains = parsed.value.needs.has('grains') ? await options.grains() : new Map();
  return parsed.value.matches({ id: options.id, grains });
}

async function globs(patterns: readonly string[]): Promise<(name: string) => boolean> {
  if (patterns.length === 0) return () => false;
  const { matchGlob } = await import('@fleet/targeting');
  return (name) => patterns.some((pattern) => matchGlob(pattern, name));
}
