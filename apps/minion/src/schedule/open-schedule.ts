import type { ScheduleEntry } from '@fleet/execution';
import { join } from 'node:path';
import type { Directories } from '@fleet/config';
import { jidSource, type Jid } from '@fleet/protocol';
import type { Logger } from '@fleet/telemetry';
import type { CommandDesk } from '../handle-command.js';
import { takeOn, type JobDesk } from '../take-on.js';
import { Scheduler } from './scheduler.js';

export interface ScheduleOptions {
  readonly places: Directories['minion'];
  readonly log: Pick<Logger, 'warn' | 'error' | 'debug'>;
  readonly desk: () => CommandDesk;
  /** Of exact JSON, what may be shown. */
  readonly redact: (text: string) => string;
}

/** Scheduled jobs come through the same door as the master's: journal, run lock, outbox. */
export function openSchedule(options: ScheduleOptions): Scheduler {
  const { places, log } = options;
  const nextJid = ownJids();
  return new Scheduler({
    file: places.schedule,
    stateFile: join(places.home, 'schedule-state.json'),
    log,
    run(entry) {
      const jid = nextJid();
      return { jid, done: run(entry, jid, options) };
    },
  });
}

async function run(entry: ScheduleEntry, jid: Jid, { log, redact, ...options }: ScheduleOptions): Promise<void> {
  const desk = options.desk();
  const { name, args, kwargs, returnJob } = entry;
  const why = desk.disabled(entry.function);
  if (why !== undefined)
    return log.warn(
      { schedule: name, function: entry.function, why },
      'a scheduled function is disabled on this minion',
    );
  if (desk.held(entry.function))
    return log.warn(
      { schedule: name, function: entry.function },
      'a scheduled job is left out: this minion is drained',
    );
  const command = {
    ...{ jid, function: entry.function, args, kwargs, operator: `schedule ${name}` },
    schedule: { name, returned: returnJob },
  };
  const outbox: JobDesk['outbox'] = returnJob ? desk.outbox : { put: async (_message, { kept }) => kept?.() };
  await takeOn(
    command,
    { ...desk, outbox },
    {
      accepted: () => log.debug({ schedule: name, jid }, 'a scheduled job begins'),
      refused: (why) => log.warn({ schedule: name, jid, why }, 'a scheduled job was not begun'),
      // Asked for when the job has ended: what is secret is known by then.
      get scheduled() {
        return { name, args: redact(args), kwargs: redact(kwargs) };
      },
    },
  );
}

/** The master makes those of a whole millisecond, and counts up from there: the other half of each is ours. */
function ownJids(): () => Jid {
  const next = jidSource();
  let count = 0;
  return () => `${next().slice(0, 17)}${500 + (count++ % 500)}`;
}
