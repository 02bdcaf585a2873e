import type { RolloutRequest } from '@fleet/protocol';
import type { Options } from '../command-line/program.js';
import { parseGate } from '../command-line/rollout-gate.js';
import { rolloutWish } from '../command-line/rollout-options.js';
import { withConsent } from '../job/confirm.js';
import type { Session } from '../session.js';
import { watchRollout } from './watch.js';

/** Makes a rollout and stays with it, unless `--async` was said; answers with the exit code. */
export async function runRollout(
  session: Session,
  call: RolloutRequest['call'],
  options: Options,
  yes: boolean,
): Promise<number> {
  const wish = rolloutWish(options);
  const written = (options['gate'] as readonly string[] | undefined) ?? [];
  const gates = await Promise.all(written.map(parseGate));
  const stay = options['async'] !== true;
  return withConsent(session, yes, (consent) =>
    watchRollout(session, {
      ...wish,
      ...(gates.length > 0 && { gates }),
      call: { ...call, ...consent },
      watch: stay,
    }),
  );
}
