import type { JobRerunAsk } from '@fleet/protocol';
import { withConsent } from '../job/confirm.js';
import { followJob } from '../job/watch.js';
import type { Session } from '../session.js';
import { showBegun } from './detached.js';
import { demandJid } from './jid.js';

/** Asks the same again and stays with it, unless `--async` was said. */
export async function rerunJob(
  session: Session,
  jid: string,
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  await demandJid(session, jid);
  const master = await session.master();
  const { timeout } = session.settings;
  const stay = options['async'] !== true;
  const ask: JobRerunAsk = {
    jid,
    watch: stay,
    ...(options['failed'] === true && { failed: true }),
    ...(options['queue'] === true && { queue: true }),
    ...(options['yesDestroy'] === true && { destroy: true }),
    ...(timeout !== undefined && { timeout }),
  };
  return withConsent(session, options['yes'] === true, async (consent) =>
    stay
      ? followJob(session, (quiet) => master.watch('job_rerun', { ...ask, ...consent }, quiet))
      : showBegun(session, await master.ask('job_rerun', { ...ask, ...consent })),
  );
}
