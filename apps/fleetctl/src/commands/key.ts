import { formatMoment, formatSpan } from '@fleet/output';
import { exitCodes, namesOneKey, type KeyChoice, type KeyRow } from '@fleet/protocol';
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
  const replace = options['replace'] === true;
  if (all && replace) throw new UsageProblem('--replace cuts minions off that may be at work: name the ids');
  const choice: KeyChoice = all ? { allPending: true } : { minions, ...(replace && { replace }) };
  const master = await session.master();
  if (options['yes'] !== true && session.terminal.interactive && !(await agreed(session, decision, choice)))
    return exitCodes.failed;
  const { changed, replaced = [], left = [] } = await master.ask(`key_${decision}`, choice);
  const data = {
    changed: sorted(changed),
    ...(replaced.length > 0 && { replaced: sorted(replaced) }),
    ...(left.length > 0 && { left: sorted(left) }),
  };
  if (await showAsData(session, data)) return changed.length > 0 ? exitCodes.ok : exitCodes.noMatch;
  if (changed.length === 0) {
    session.terminal.note(
      all
        ? 'no key is pending'
        : `no key changed: ${minions.join(', ')} ${minions.length === 1 ? 'matches none that' : 'match none that'} could be ${past[decision]}`,
    );
    return exitCodes.noMatch;
  }
  const { paint } = session.terminal;
  for (const row of sorted(changed))
    session.terminal.answer(`${past[decision]} ${row.minion} ${paint.faint(row.fingerprint)}`);
  for (const row of sorted(replaced))
    session.terminal.answer(
      `replaced ${row.minion} ${paint.faint(`${row.fingerprint}, incarnation ${row.incarnation ?? 1}`)}`,
    );
  for (const row of sorted(left))
    session.terminal.note(`left ${row.minion} as it was: ${besides(row)}. fleetctl key accept ${row.minion} --replace`);
  return exitCodes.ok;
}

const past = { accept: 'accepted', reject: 'rejected', delete: 'deleted' } as const;

/** Shows the fingerprints, so that a yes means that they were compared. */
async function agreed(session: Session, decision: string, choice: KeyChoice): Promise<boolean> {
  const { keys } = await (await session.master()).ask('key_list', {});
  const chosen = sorted(keys).filter((row) =>
    choice.allPending ? row.state === 'pending' : choice.minions?.some((name) => means(name, row)),
  );
  if (chosen.length === 0) return true; // the master says why
  session.terminal.note(keyTable(session, chosen));
  for (const row of chosen)
    if (decision === 'accept' && choice.replace === true && row.replaces?.up === true)
      session.terminal.note(
        `the minion whose place ${row.minion} would take is connected right now: a machine that was installed again is not. Accept only if you know why`,
      );
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

function means(name: string, row: KeyRow): boolean {
  return namesOneKey(name) ? row.key === name || row.fingerprint === name : matchGlob(name, row.minion);
}

function keyTable(session: Session, keys: readonly KeyRow[]): string {
  const rows = keys.map((row) => [
    ...[row.minion, row.state, row.fingerprint, row.incarnation === undefined ? '' : String(row.incarnation)],
    ...[asked(row), row.address ?? '', row.token ?? '', besides(row)],
  ]);
  const headings = ['MINION', 'STATE', 'FINGERPRINT', 'INCARNATION', 'ASKED', 'FROM', 'TOKEN', ''];
  return formatTable(headings, rows, session.terminal.paint);
}

/** How long one has waited says more than when it came. */
function asked({ state, enrolled }: KeyRow): string {
  return state === 'pending' ? `${formatSpan(Date.now() - enrolled)} ago` : formatMoment(enrolled);
}

/** What else there is of the same id. */
function besides({ replaces, successor }: KeyRow): string {
  if (successor !== undefined) return 'was replaced';
  if (!replaces) return '';
  const connected = replaces.up ? ', which is connected right now' : ', which is not connected';
  return `would replace ${replaces.fingerprint.slice(0, 9)}… (incarnation ${replaces.incarnation}${connected}), incarnation ${replaces.incarnation + 1}`;
}

function sorted(keys: readonly KeyRow[]): KeyRow[] {
  return [...keys].sort((a, b) => byId(a.minion, b.minion));
}
