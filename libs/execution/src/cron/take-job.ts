import { jobsOf, type CronJob } from '@fleet/options';
import type { Host } from '@fleet/platform';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { editCrontab } from './crontab.js';

/** Takes the first job that is meant out of a crontab, with its mark and no other comment: `removed` or `absent`, as Salt says it. */
export async function takeJob(
  host: Host,
  user: string,
  meant: (job: CronJob) => boolean,
): Promise<'removed' | 'absent'> {
  const written = await editCrontab(host, user, (lines) => {
    const place = jobsOf(lines).find(meant)?.place;
    return place && [...lines.slice(0, place.marked), ...lines.slice(place.at + 1)];
  });
  return written ? 'removed' : 'absent';
}

/** By its identifier where one is given, else by its command. */
export function isJob(job: CronJob, cmd: string | undefined, identifier: Value | undefined): boolean {
  if (identifier !== undefined) return job.identifier === pythonStr(identifier).trim();
  return cmd !== undefined && job.command === cmd.trim();
}
