import { exitCodes, type JobRequest } from '@fleet/protocol';
import { stringifyExact } from '@fleet/values';
import { chooseTarget } from '../command-line/target.js';
import { runJob } from '../job/watch.js';
import type { Session } from '../session.js';

/** A dry run whose outcome the master keeps; shown as any job is. */
export async function checkDrift(
  session: Session,
  [target = '', ...sls]: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const { timeout } = session.settings;
  const request: JobRequest = {
    target: chooseTarget(target, options),
    function: 'state.apply',
    args: stringifyExact(sls.length === 0 ? [] : [sls.join(',')]),
    kwargs: stringifyExact(new Map([['test', true]])),
    kind: 'drift',
    watch: true,
    ...(timeout === undefined ? {} : { timeout }),
  };
  const code = await runJob(session, request);
  if (!session.settings.quiet && code !== exitCodes.usage)
    session.terminal.note('fleetctl drift shows what has drifted');
  return code;
}
