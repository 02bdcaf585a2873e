import { formatMoment } from '@fleet/output';
import { exitCodes, type RolloutRow } from '@fleet/protocol';
import { UsageProblem } from '../command-line/target.js';
import { formatTable } from '../output/table.js';
import { describeRollout } from '../rollout/describe.js';
import { checkId } from '../rollout/watch.js';
import type { Session } from '../session.js';
import { showAsData, withArguments } from './answer.js';
import { callText } from '../jobs/call-text.js';

type Options = Readonly<Record<string, unknown>>;

export async function listRollouts(session: Session, { all, limit }: Options): Promise<number> {
  const count = Number(limit);
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw new UsageProblem('--limit is a whole number from 1 to 1000');
  const ask = { limit: count, ...(all === true && { all }) };
  const { rollouts } = await (await session.master()).ask('rollout_list', ask);
  if (await showAsData(session, { rollouts: rollouts.map(withArguments) })) return exitCodes.ok;
  const { terminal } = session;
  const headings = ['ID', 'CREATED', 'STATE', 'WAVE', 'MINIONS', 'FAILED', 'OPERATOR', 'CALL'];
  terminal.answer(
    rollouts.length === 0
      ? all === true
        ? 'no rollouts'
        : 'no rollout goes on; --all shows those that have ended'
      : formatTable(headings, rollouts.map(cells), terminal.paint),
  );
  return exitCodes.ok;
}

function cells(row: RolloutRow): string[] {
  const forward = row.waves.filter(({ name }) => !name.startsWith('back to '));
  const begun = forward.filter(({ started }) => started !== undefined).length;
  return [
    ...[row.id, formatMoment(row.created), row.state, `${begun}/${forward.length}`, String(row.size)],
    ...[String(row.failures), row.operator, callText(row)],
  ];
}

export async function showRollout(session: Session, id: string): Promise<number> {
  checkId(id);
  const row = await (await session.master()).ask('rollout_show', { id });
  if (await showAsData(session, withArguments(row))) return exitCodes.ok;
  session.terminal.answer(describeRollout(row, session.terminal.paint));
  return exitCodes.ok;
}

export async function decideRollout(
  session: Session,
  what: 'pause' | 'resume' | 'abort',
  id: string,
  { because, revert }: Options,
): Promise<number> {
  checkId(id);
  const master = await session.master();
  const reason = typeof because === 'string' && { reason: because };
  const row =
    what === 'pause'
      ? await master.ask('rollout_pause', { id, ...reason })
      : what === 'resume'
        ? await master.ask('rollout_resume', { id })
        : await master.ask('rollout_abort', { id, ...reason, ...(revert === true && { revert }) });
  if (await showAsData(session, withArguments(row))) return exitCodes.ok;
  session.terminal.answer(sentence(what, row));
  return exitCodes.ok;
}

function sentence(what: 'pause' | 'resume' | 'abort', { id, state, waves, within }: RolloutRow): string {
  const running = waves.find((wave) => wave.state === 'running');
  if (what === 'resume') return `${id} goes on; fleetctl rollout watch ${id}`;
  if (what === 'pause')
    return `${id} is paused (${within ?? ''})${running?.jid === undefined ? '' : `; ${running.name} goes on, job ${running.jid}`}; fleetctl rollout resume ${id}`;
  if (state === 'reverting') return `${id} goes back; the pillar stays as it is; fleetctl rollout watch ${id}`;
  const left = waves.find((wave) => wave.state === 'left');
  return `${id} is aborted${left?.jid === undefined ? '' : `; what ${left.name} began goes on where it runs: fleetctl jobs watch ${left.jid}`}`;
}
