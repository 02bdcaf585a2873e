import { FunctionRefused, type Daemon, type DaemonHands, type JobAtWork } from '@fleet/execution';
import { formatSpan } from '@fleet/output';
import { parseExact, type Value, type ValueMap } from '@fleet/values';
import type { ArtifactSender } from './artifact-sender.js';
import type { Drain } from './drain.js';
import type { EventSender } from './event-sender.js';
import { JobGoesOn } from './goes-on.js';
import { bootOf } from './boot.js';
import type { JobInHand, JobsUnderWay } from './running-jobs.js';
import { JobEnded } from './running-jobs.js';
import type { RefusalLog } from './refusal-log.js';
import type { Journal } from './journal.js';
import { aborted, whenAborted, within } from './waiting.js';

export interface DaemonParts {
  readonly jobs: JobsUnderWay;
  readonly refusals: Pick<RefusalLog, 'list'>;
  readonly journal: Pick<Journal, 'begin'>;
  readonly drain: Drain;
  readonly events: EventSender;
  readonly artifacts: ArtifactSender;
  readonly whyNoMaster: Daemon['whyNoMaster'];
  readonly isKept: Daemon['isKept'];
  readonly schedule: {
    nextFireTime(name: string): number | undefined;
    runNow(name: string): Promise<string | undefined>;
  };
  /** Tells the master that this minion is gone for a while and comes back to the job. */
  readonly tellAway: (jid: string, away: number) => Promise<void>;
}

export function daemonOf({ jobs, refusals, artifacts, whyNoMaster, isKept, schedule }: DaemonParts): Daemon {
  return {
    pid: process.pid,
    jobs: () => jobs.all.map(atWork),
    refusals: () => refusals.list(),
    artifactStat: (path) => artifacts.stat(path),
    whyNoMaster,
    isKept,
    nextFireTime: (name) => schedule.nextFireTime(name),
  };
}

/** Milliseconds that a timer can count. */
const longestWait = 2 ** 31 - 1;

/** What one job can do through the daemon. */
export function handsOf(parts: DaemonParts, own: JobInHand): DaemonHands {
  const { jobs, journal, schedule } = parts;
  return {
    endJob(jid, how) {
      const job = jobs.get(jid);
      job?.end(new JobEnded(how));
      return job !== undefined;
    },
    signalJob: (jid, signal) => {
      const job = jobs.get(jid);
      return job && (job.processes?.signal(signal) ?? 0);
    },
    async drain(patience) {
      await parts.drain.begin(own.begun.jid);
      // Whoever comes from now on only looks, and would keep it waiting for ever; two drains would wait for each other; who follows logs never ends.
      const lasting = (name: string): boolean => name.startsWith('minion.') || name === 'logs.follow';
      const others = new Set(jobs.all.filter(({ begun }) => !lasting(begun.function)));
      const stays = (job: JobInHand): boolean => others.has(job);
      await within(Math.min(patience, longestWait), Promise.race([jobs.finished(stays), aborted(own.signal)]));
      own.signal.throwIfAborted();
      return jobs.all.filter(stays).map(atWork);
    },
    resume: () => parts.drain.end(),
    sendEvent: (tag, data) => parts.events.send(tag, data),
    pushArtifact: (artifact) => parts.artifacts.push(artifact, own.signal),
    runScheduled: (name) => schedule.runNow(name),
    async overReboot(away, down) {
      const { jid, function: name } = own.begun;
      const boot = bootOf();
      if (boot === undefined)
        throw new FunctionRefused(
          'failed',
          `${name}: this machine does not tell which boot this is; reboot it without wait`,
        );
      await parts.tellAway(jid, away);
      const { schedule: scheduled } = own.begun;
      await journal.begin(
        { jid, function: name, started: own.started, boot, ...(scheduled && { schedule: scheduled }) },
        { durable: true },
      );
      await down();
      await within(away, whenAborted(own.signal));
      if (own.signal.reason instanceof JobEnded) throw own.signal.reason;
      if (own.signal.aborted) throw new JobGoesOn('the machine goes down');
      throw new FunctionRefused(
        'failed',
        `${name}: this machine is still up after ${formatSpan(away)}: somebody or something kept it from going down`,
      );
    },
  };
}

function atWork({ begun, started, processes, progress }: JobInHand): JobAtWork {
  return {
    jid: begun.jid,
    function: begun.function,
    args: readable(begun.args, []) as readonly Value[],
    kwargs: readable(begun.kwargs, new Map()) as ValueMap,
    operator: begun.operator,
    started,
    processes: processes?.pids ?? [],
    ...(progress !== undefined && { progress }),
  };
}

/** The job itself refuses what is no JSON; here it only must not stand in the way. */
function readable(text: string, otherwise: Value): Value {
  try {
    return parseExact(text);
  } catch (error) {
    if (error instanceof SyntaxError) return otherwise;
    throw error;
  }
}
