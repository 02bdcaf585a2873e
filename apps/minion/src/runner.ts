import type { Daemon, DaemonHands, MinionPaths, Place } from '@fleet/execution';
import { JobProcesses, type Host } from '@fleet/platform';
import type { Redactor } from '@fleet/telemetry';
import { SealBroken, sealRevealed } from '@fleet/identity';
import type { Revealed } from '@fleet/protocol';
import { isList, isMap, parseExact, stringifyExact, type Value, type ValueMap } from '@fleet/values';
import type { StateLock } from '@fleet/highstate';
import type { AppliedFile } from './applied-file.js';
import type { AskMaster } from './ask-master.js';
import { functionContext } from './context.js';
import { withoutCommandLines, type Refuses } from './function-rules.js';
import { Functions } from './functions.js';
import type { RunnableCommand } from './take-on.js';
import { mayShowSecrets } from './looking.js';
import type { Outcome } from './outcome.js';
import type { JobInHand } from './running-jobs.js';
import { masterExplanation, masterPillar, type PillarSourceOptions } from './pillar-source.js';
import { plannedBy, type PlanSourceOptions } from './plan-source.js';
import { JobOutput } from './output/job-output.js';
import type { PartialResults } from './partial-results.js';
import { JobProgress } from './progress.js';
import { runFunction } from './run-function.js';
import type { SignedAnswers } from './signed-answers.js';
import { masterTree } from './tree-source.js';
import { within } from './waiting.js';

export interface RunnerOptions {
  readonly id: string;
  /** Public key. */
  readonly key: string;
  /** Whether operators who may see secrets see those of this machine. */
  readonly revealSecrets: boolean;
  readonly version: string;
  readonly host: Host;
  readonly opts: ValueMap;
  readonly lock: StateLock;
  readonly refuses: Refuses;
  readonly ask: AskMaster;
  readonly cache: string;
  readonly grains: () => Promise<ValueMap>;
  readonly refreshGrains: () => Promise<void>;
  readonly refreshSchedule: () => Promise<void>;
  readonly paths: MinionPaths;
  readonly daemon: Daemon;
  readonly hands: (job: JobInHand) => DaemonHands;
  readonly answers: Pick<SignedAnswers, 'pillar' | 'newestTree' | 'planned'>;
  /** What it remembers of the states that it applied. */
  readonly applied: AppliedFile;
  /** By which plans of this minion are known again. */
  readonly planKey: Buffer;
  readonly openSeal: (sealed: string) => string | Buffer | Promise<string | Buffer>;
  readonly redactor: Redactor;
  readonly progress: (jid: string, text: string, place?: Place) => void;
  /** What a job says, redacted. */
  readonly said: (jid: string, text: string) => void;
  /** Where what a job has done so far is written down. */
  readonly partial: (jid: string) => PartialResults;
  /** The pillar could not be had, to know its secrets. */
  readonly onNoPillar: (error: unknown) => void;
  /** A return is redacted by names and patterns alone, because the pillar is not known. */
  readonly onBlindRedaction: (name: string) => void;
}

/** Milliseconds that a finished job waits for the pillar's secrets: cut off from the master, its return must still reach the disk. */
const secretsPatience = 5_000;

/**
 * Runs functions on behalf of the master. It is loaded with the first command, so that a minion that waits stays small; whatever it
 * answers has passed the redaction door.
 */
export class Runner {
  readonly #functions: Functions;
  readonly #host: Host;
  readonly #pillar;
  readonly #explainPillar;
  readonly #tree;
  readonly #plans: PlanSourceOptions;
  #secretsKnown = false;

  constructor(private readonly options: RunnerOptions) {
    const { redactor, ask, answers, grains, cache, openSeal } = options;
    this.#functions = new Functions(options.lock, options.refuses);
    this.#host = withoutCommandLines(options.host, options.refuses);
    this.#tree = masterTree({ ask, cache, newest: (signed, nonce) => answers.newestTree(signed, nonce) });
    const source = {
      ask,
      grains,
      read: (signed, nonce) => answers.pillar(signed, nonce),
      open: openSeal,
      learn: (pillar: ValueMap, secrets: readonly string[]) => {
        redactor.addSecrets(pillar, secrets);
        this.#secretsKnown = true;
      },
    } satisfies PillarSourceOptions;
    this.#pillar = masterPillar(source);
    this.#plans = { ask, read: (signed, nonce) => answers.planned(signed, nonce) };
    this.#explainPillar = masterExplanation(source);
  }

  async run(command: RunnableCommand, job: JobInHand): Promise<Outcome> {
    const { redactor } = this.options;
    const learned = mayShowSecrets(command.function) && !this.#secretsKnown ? this.#learnSecrets() : undefined;
    const processes = new JobProcesses();
    job.processes = processes;
    const outcome = await processes.run(() => this.#outcome(command, job, learned));
    if (learned) await within(secretsPatience, learned);
    if (learned && !this.#secretsKnown) this.options.onBlindRedaction(command.function);
    if ('fault' in outcome) return { ...outcome, fault: redactor.redactJson(outcome.fault) as typeof outcome.fault };
    const revealed = command.reveal && this.#revealed(command.jid, command.reveal.sealKey, outcome.value);
    return { ...outcome, value: redactor.redactValue(outcome.value), ...(revealed && { revealed }) };
  }

  /** The value as it is, for the one-time key of whoever asked; the owner of this machine has the last word. */
  #revealed(jid: string, sealKey: string, value: Value): Revealed {
    const { key, revealSecrets } = this.options;
    if (!revealSecrets)
      return { withheld: 'this minion shows secrets to nobody (reveal_secrets of its configuration)' };
    try {
      return { sealed: sealRevealed(sealKey, { jid, key }, stringifyExact(value)), key };
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      return { withheld: 'nothing can be sealed to the key that came with the command' };
    }
  }

  /** What the pillar holds may have changed. */
  forgetSecretsAreKnown(): void {
    this.#secretsKnown = false;
  }

  async #outcome(command: RunnableCommand, begun: JobInHand, learned: Promise<void> | undefined): Promise<Outcome> {
    const host = this.#host;
    const { id, version, opts, grains, refreshGrains, refreshSchedule, paths, daemon, hands, progress } = this.options;
    const [args, kwargs] = [parseList(command.args), parseMapping(command.kwargs)];
    if (!args || !kwargs) {
      return {
        fault: {
          code: 'bad-arguments',
          message: `${command.function}: the arguments did not arrive as a list and a mapping`,
        },
        retcode: 2,
      };
    }
    const { redactor } = this.options;
    const known = learned && within(secretsPatience, learned);
    const told = new JobProgress((text, place) => progress(command.jid, redactor.redactText(text), place), known);
    const output = new JobOutput(redactor, known, (text, from) => {
      if (from === 'command') begun.progress = text.trimEnd().split('\n').at(-1) || begun.progress;
      this.options.said(command.jid, text);
    });
    let results: PartialResults | undefined;
    const job = {
      jid: command.jid,
      output: output.take,
      redaction: async () => {
        await known;
        return redactor;
      },
      phase: output.phase,
      partial: (key: string, value: Value) => {
        results ??= this.options.partial(command.jid);
        results.add(redactor.redactText(key), redactor.redactValue(value));
      },
      function: command.function,
      kwargs,
      ...(command.revision && { revision: command.revision }),
      confirmed: command.confirmed === true,
      mayDestroy: command.destroy === true,
      signal: begun.signal,
      progress: (text: string, place?: Place) => {
        begun.progress = place ? `${place.position}/${place.total} ${text}` : text;
        told.tell(text, place);
      },
    };
    const context = functionContext(job, {
      id,
      version,
      host,
      opts,
      functions: this.#functions,
      grains,
      refreshGrains,
      refreshSchedule,
      paths,
      daemon,
      hands: () => this.#redacting(hands(begun), learned),
      pillar: this.#pillar,
      explainPillar: this.#explainPillar,
      tree: this.#tree,
      applied: this.options.applied,
      plans: {
        key: async () => this.options.planKey,
        planned: (plan) => plannedBy(this.#plans, command.jid, plan),
      },
    });
    try {
      return await runFunction({ name: command.function, args, kwargs }, this.#functions, host, context);
    } finally {
      told.end();
    }
  }

  /** Events are for everybody who watches, like returns; artifacts are for those who fetch them, and stay as they are. */
  #redacting(hands: DaemonHands, learned: Promise<void> | undefined): DaemonHands {
    const { redactor } = this.options;
    return {
      ...hands,
      async sendEvent(tag, data) {
        if (learned) await within(secretsPatience, learned);
        await hands.sendEvent(redactor.redactText(tag), redactor.redactValue(data) as ValueMap);
      },
    };
  }

  /** `cmd.run 'cat .env'` may show what only the pillar knows to be secret. */
  async #learnSecrets(): Promise<void> {
    try {
      await this.#pillar({});
    } catch (error) {
      this.options.onNoPillar(error);
    }
  }
}

function parseList(text: string): readonly Value[] | undefined {
  const value = parse(text);
  return isList(value) ? value : undefined;
}

function parseMapping(text: string): ValueMap | undefined {
  const value = parse(text);
  return isMap(value) ? value : undefined;
}

function parse(text: string): Value | undefined {
  try {
    return parseExact(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
