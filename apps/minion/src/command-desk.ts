import type { FunctionRules } from '@fleet/config';
import { SealBroken, contexts, openArguments, type CommandArguments, type CommandPlace } from '@fleet/identity';
import type { Acknowledgement, Notice, Target } from '@fleet/protocol';
import type { Logger } from '@fleet/telemetry';
import type { ValueMap } from '@fleet/values';
import type { Drain } from './drain.js';
import type { CommandDesk } from './handle-command.js';
import type { RunnableCommand } from './take-on.js';
import { HeardJobs } from './heard-jobs.js';
import { touches } from './looking.js';
import type { Outcome } from './outcome.js';
import type { Outputs } from './output/outputs.js';
import type { RefusalLog } from './refusal-log.js';
import { RefusedJobs } from './refused-jobs.js';
import type { JobInHand, JobsUnderWay } from './running-jobs.js';
import { Turns } from './turns.js';
import type { TrustedKeys } from './trusted-keys.js';
import type { Workplace } from './workplace.js';

export interface DeskOptions {
  readonly id: string;
  readonly key: string;
  readonly keys: Pick<TrustedKeys, 'open'>;
  /** Private X25519 key of this minion, base64url. */
  readonly sealKey: string;
  readonly functionRules: FunctionRules;
  readonly work: Pick<Workplace, 'ledger' | 'journal' | 'outbox' | 'marks'>;
  readonly jobs: JobsUnderWay;
  readonly drain: Drain;
  readonly outputs: Pick<Outputs, 'end' | 'rest'>;
  readonly grains: () => Promise<ValueMap>;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  readonly refusals: RefusalLog;
  readonly acknowledge: (message: Acknowledgement) => void;
  readonly run: (command: RunnableCommand, job: JobInHand) => Promise<Outcome>;
  readonly notice: (notice: Notice['notice'], within?: number) => Promise<void>;
}

/** The real things behind each step of a command. */
export async function commandDesk(options: DeskOptions): Promise<CommandDesk> {
  const { id, key, keys, sealKey, work, log, refusals } = options;
  return {
    minion: { id, key },
    verify: async (signed) => (await keys.open([contexts.command, contexts.notice], signed))?.context,
    admitEpoch: (epoch) => work.marks.admitEpoch(epoch),
    unseal: (jid, sealed) => unsealed(sealKey, { key, jid }, sealed),
    known: (jid) => work.ledger.has(jid),
    refusals: new RefusedJobs(),
    turns: new Turns(),
    heard: new HeardJobs(),
    admit: async (jid, expires, durable) => (await work.ledger.claim(jid, expires, { durable })) === 'new',
    matches: (target) => matches(target, options),
    disabled: await rules(options.functionRules),
    held: (name) => options.drain.holds(name),
    touches,
    journal: {
      begin: (entry, how) => work.journal.begin(entry, how),
      async end(jid) {
        await work.journal.end(jid);
        await options.outputs.end(jid);
      },
    },
    outbox: work.outbox,
    running: options.jobs,
    acknowledge: options.acknowledge,
    run: options.run,
    rest: (jid) => options.outputs.rest(jid),
    notice: options.notice,
    refused: (code, fields) => {
      if (code === 'internal') log.error(fields, 'a function failed in a way that was not foreseen');
      else refusals.refused(code, fields);
    },
    now: Date.now,
  };
}

function unsealed(privateKey: string, place: CommandPlace, sealed: string): CommandArguments | undefined {
  try {
    return openArguments(privateKey, place, sealed);
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
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

/** Loaded where there are any: a minion that waits stays small. */
async function rules(functionRules: FunctionRules): Promise<CommandDesk['disabled']> {
  if (functionRules.disabled.globs.length === 0 && !functionRules.allowed) return () => undefined;
  return (await import('./function-rules.js')).refusesBy(functionRules);
}
