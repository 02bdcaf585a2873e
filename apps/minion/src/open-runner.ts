import { join } from 'node:path';
import type { Bus } from '@fleet/bus';
import type { Directories, MinionConfig } from '@fleet/config';
import { openPillar } from '@fleet/identity';
import { subjects } from '@fleet/protocol';
import type { Logger, Redactor } from '@fleet/telemetry';
import type { ValueMap } from '@fleet/values';
import { AppliedFile } from './applied-file.js';
import type { AskMaster } from './ask-master.js';
import type { Drain } from './drain.js';
import { minionOpts } from './minion-opts.js';
import type { Outputs } from './output/outputs.js';
import type { RefusalLog } from './refusal-log.js';
import type { RunLock } from './run-lock.js';
import type { Runner } from './runner.js';
import type { JobsUnderWay } from './running-jobs.js';
import type { Scheduler } from './schedule/scheduler.js';
import type { SignedAnswers } from './signed-answers.js';
import type { TrustedKeys } from './trusted-keys.js';
import { version } from './version.js';
import { lazy } from './waiting.js';
import type { Workplace } from './workplace.js';

export interface RunnerNeeds {
  readonly config: MinionConfig;
  readonly places: Directories;
  /** Public key of this minion. */
  readonly key: string;
  /** Private X25519 key of this minion, base64url. */
  readonly sealKey: string;
  readonly planKey: Buffer;
  readonly bus: () => Bus | undefined;
  readonly ask: AskMaster;
  readonly keys: TrustedKeys;
  readonly answers: SignedAnswers;
  readonly stop: AbortSignal;
  readonly tell: (subject: string, body: unknown) => void;
  readonly grains: () => Promise<ValueMap>;
  readonly refreshGrains: () => Promise<void>;
  readonly schedule: Scheduler;
  readonly jobs: JobsUnderWay;
  readonly refusals: RefusalLog;
  readonly drain: Drain;
  /** Whoever holds it runs states. */
  readonly lock: RunLock;
  readonly work: Workplace;
  readonly outputs: Outputs;
  readonly redactor: Redactor;
  readonly log: Logger;
}

/** Whoever runs functions, loaded and put together with the first command: a minion that waits stays small. */
export function openRunner(needs: RunnerNeeds): () => Promise<Runner> {
  const { config, places, key, bus, ask, keys, answers, stop, tell, grains, refreshGrains, schedule } = needs;
  const { jobs, refusals, drain, work, outputs, redactor, log } = needs;
  return lazy(async () => {
    const [{ Runner }, { refusesBy }, { linuxHost }, { daemonParts }, { daemonOf, handsOf }] = await Promise.all([
      import('./runner.js'),
      import('./function-rules.js'),
      import('@fleet/platform'),
      import('./daemon-parts.js'),
      import('./daemon-hands.js'),
    ]);
    const parts = daemonParts({
      ...{ bus, key, keys, ask, stop, host: linuxHost(), tell },
      ...{ jobs, refusals, journal: work.journal, schedule, drain },
    });
    return new Runner({
      id: config.id,
      key,
      revealSecrets: config.revealSecrets,
      version,
      host: linuxHost(),
      opts: minionOpts(config, config.id, places.minion.cache),
      lock: needs.lock,
      refuses: refusesBy(config.functionRules),
      ask,
      cache: places.minion.cache,
      grains,
      refreshGrains,
      refreshSchedule: () => schedule.look(),
      paths: { grains: config.grainsFile, schedule: places.minion.schedule, cache: places.minion.cache },
      daemon: daemonOf(parts),
      hands: (job) => handsOf(parts, job),
      answers,
      applied: new AppliedFile(join(places.minion.home, 'applied.json'), needs.planKey, log),
      planKey: needs.planKey,
      openSeal: (sealed) => openPillar({ key, privateKey: needs.sealKey }, sealed),
      redactor,
      said: (jid, text) => outputs.append(jid, text),
      partial: (jid) =>
        work.journal.partial(jid, (error) =>
          log.warn({ error, jid }, 'what a job has done so far cannot be written down'),
        ),
      progress: (jid, text, place) =>
        tell(subjects.progress(key, jid), { kind: 'progress', v: 1, jid, ...place, text }),
      onNoPillar: (error) => log.warn({ error }, 'the pillar cannot be had'),
      onBlindRedaction: (name) => log.warn({ function: name }, 'a return is redacted without knowing the pillar'),
    });
  });
}
