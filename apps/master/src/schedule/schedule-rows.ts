import type { ScheduledJob } from '@fleet/config';
import type { JobRow, ScheduleRow } from '@fleet/protocol';
import type { ScheduleRecord } from '@fleet/jobs';
import { requestOf } from './scheduled-calls.js';

/** Something that is scheduled, as operators see it. */
export function scheduleRow(
  name: string,
  scheduled: ScheduledJob,
  known: {
    readonly record: ScheduleRecord | undefined;
    readonly next: number | undefined;
    readonly job: JobRow | undefined;
    readonly shown: { readonly args: string; readonly kwargs: string };
  },
): ScheduleRow {
  const { rhythm, splay, missed, role, kind } = scheduled;
  const { record, next, job, shown } = known;
  const { ran, outcome, note, jid } = record ?? {};
  return {
    ...{ name, target: scheduled.target, function: requestOf(scheduled).function, ...shown },
    ...(kind && { kind }),
    ...(rhythm.kind === 'interval' && { every: rhythm.period }),
    ...(rhythm.kind === 'cron' && { cron: rhythm.expression }),
    ...{ splay, missed, role, enabled: record?.enabled ?? scheduled.enabled },
    ...(record?.enabled !== undefined && record.enabled !== scheduled.enabled && { decided: true as const }),
    ...(next !== undefined && { next }),
    ...(ran !== undefined && { ran }),
    ...(outcome !== undefined && { outcome }),
    ...(note !== undefined && { note }),
    ...(jid !== undefined && { jid }),
    ...(job && {
      job: {
        ...{ ended: job.ended !== undefined, expected: job.expected },
        ...{ returned: job.returned, failed: job.failed },
      },
    }),
  };
}
