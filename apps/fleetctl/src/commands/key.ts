import { formatMoment } from '@fleet/output';
import { exitCodes, type KeyChoice, type KeyRow } from '@fleet/protocol';
import { matchGlob } from '@fleet/targeting';
import { UsageProblem } from '../command-line/target.js';
import { byId } from '../output/returns.js';
import { formatTable } from '../output/table.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';

const states = ['pending', 'accepted', 'rejected'] as const;

export async function listKeys(session: Session, wanted: readonly string[]): Promise<number> {
  const unknown = wanted.find((state) => !states.some((known) => known === state));
  if (unknown !== undefined) throw new UsageProblem(`keys are ${states.join(', ')}; not "${unknown}"`);
  const answer = await (await session.master()).ask('key_list', {});
  const keys = sorted(answer.keys).filter((row) => wanted.length === 0 || wanted.includes(row.state));
  if (await showAsData(session, { keys })) return exitCodes.ok;
  session.terminal.answer(keys.length === 0 ? 'no keys' : keyTable(session, keys));
  return exitCodes.ok;
}

export async function decideKeys(
  session: Session,
  decision: 'accept' | 'reject' | 'delete',
  minions: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const all = options['allPending'] === true;
  if (all === minions.length > 0)
    throw new UsageProblem(
      `name minions (globs are fine), or all that are pending with -A: fleetctl key ${decision} miner-01`,
    );
  const choice: KeyChoice = all ? { allPending: true } : { minions };
  const master = await session.master();
  if (options['yes'] !== true && session.terminal.interactive && !(await agreed(session, decision, choice)))
    return exitCodes.failed;
  const { changed } = await master.ask(`key_${decision}`, choice);
  if (await showAsData(session, { changed: sorted(changed) }))
    return changed.length > 0 ? exitCodes.ok : exitCodes.noMatch;
  if (changed.length === 0) {
    session.terminal.note(
      all
        ? 'no key is pending'
        : `no key changed: ${minions.join(', ')} ${minions.length === 1 ? 'matches none that' : 'match none that'} could be ${past[decision]}`,
    );
    return exitCodes.noMatch;
  }
  for (const row of sorted(changed))
    session.terminal.answer(`${past[decision]} ${row.minion} ${session.terminal.paint.faint(row.fingerprint)}`);
  return exitCodes.ok;
}

const past = { accept: 'accepted', reject: 'rejected', delete: 'deleted' } as const;

/** Shows the fingerprints, so that a yes means that they were compared. */
async function agreed(session: Session, decision: string, choice: KeyChoice): Promise<boolean> {
  const { keys } = await (await session.master()).ask('key_list', {});
  const chosen = sorted(keys).filter((row) =>
    choice.allPending ? row.state === 'pending' : choice.minions?.some((glob) => matchGlob(glob, row.minion)),
  );
  if (chosen.length === 0) return true; // the master says why
  session.terminal.note(keyTable(session, chosen));
  if (decision === 'delete')
    session.terminal.note(
      'a deleted minion comes back only after fleet-minion join TOKEN on its server (key reject can be taken back with key accept)',
    );
  return (
    (await session.terminal.confirm(
      `${decision} ${chosen.length === 1 ? 'this key' : `these ${chosen.length} keys`}?`,
    )) ?? true
  );
}

function keyTable(session: Session, keys: readonly KeyRow[]): string {
  const rows = keys.map((row) => [row.minion, row.state, row.fingerprint, formatMoment(row.enrolled)]);
  return formatTable(['MINION', 'STATE', 'FINGERPRINT', 'ENROLLED'], rows, session.terminal.paint);
}

function sorted(keys: readonly KeyRow[]): KeyRow[] {
  return [...keys].sort((a, b) => byId(a.minion, b.minion));
}
