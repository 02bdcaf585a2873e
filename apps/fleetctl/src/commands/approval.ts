import { formatMoment, formatSpan, printable } from '@fleet/output';
import { exitCodes, type ApprovalRow } from '@fleet/protocol';
import { isMap, parseExact } from '@fleet/values';
import { UsageProblem } from '../command-line/target.js';
import { byId } from '../output/returns.js';
import { formatTable } from '../output/table.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';
import { callText } from '../jobs/call-text.js';

export async function listApprovals(session: Session, options: Readonly<Record<string, unknown>>): Promise<number> {
  const all = options['all'] === true;
  const { approvals } = await (await session.master()).ask('approval_list', all ? { all } : {});
  if (await showAsData(session, { approvals: approvals.map(asData) })) return exitCodes.ok;
  const rows = approvals.map((row) => [
    ...[row.id, stateText(row), row.operator, formatMoment(row.created), String(row.minions.length), callText(row)],
  ]);
  const headings = ['ID', 'STATE', 'OPERATOR', 'ASKED', 'MINIONS', 'CALL'];
  session.terminal.answer(
    rows.length === 0
      ? all
        ? 'no requests'
        : 'no request waits'
      : formatTable(headings, rows, session.terminal.paint),
  );
  return exitCodes.ok;
}

export async function showApproval(session: Session, id: string): Promise<number> {
  const row = await (await session.master()).ask('approval_show', { id: checked(id) });
  if (await showAsData(session, asData(row))) return exitCodes.ok;
  session.terminal.answer(described(row));
  return exitCodes.ok;
}

export async function decideApproval(
  session: Session,
  id: string,
  verdict: 'approve' | 'deny',
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const master = await session.master();
  checked(id);
  if (verdict === 'approve' && options['yes'] !== true && session.terminal.interactive) {
    session.terminal.note(described(await master.ask('approval_show', { id })));
    if ((await session.terminal.confirmInFull('Approve this?')) === false) {
      session.terminal.note('not approved; it waits on');
      return exitCodes.aborted;
    }
  }
  const row = await master.ask('approval_decide', { id, verdict });
  if (await showAsData(session, asData(row))) return exitCodes.ok;
  session.terminal.answer(outcomeText(row));
  return row.state === 'void' ? exitCodes.failed : exitCodes.ok;
}

function outcomeText(row: ApprovalRow): string {
  if (row.state === 'started' && row.jid === undefined) return `started: ${row.reason ?? ''}`;
  if (row.state === 'started') return `started as job ${row.jid ?? ''}: fleetctl jobs watch ${row.jid ?? ''}`;
  if (row.state === 'void') return `it could not begin: ${row.reason ?? ''}`;
  if (row.state === 'denied') return `denied ${row.id}`;
  const missing = row.needed - row.decisions.filter(({ verdict }) => verdict === 'approve').length;
  return `approved; ${missing} more ${missing === 1 ? 'has' : 'have'} to`;
}

function described(row: ApprovalRow): string {
  const whom = row.by.length === 0 ? 'anybody with the right `approve`' : row.by.join(' or ');
  const lines = [
    `${row.id}: ${callText(row)}`,
    `asked by ${row.operator}, ${formatMoment(row.created)}`,
    `on ${row.minions.length} ${row.minions.length === 1 ? 'minion' : 'minions'}: ${[...row.minions].sort(byId).join(', ')}`,
    `to be approved by ${row.needed === 1 ? '' : `${row.needed} of `}${whom}`,
    ...row.decisions.map(
      ({ operator, verdict, at }) =>
        `${verdict === 'approve' ? 'approved' : 'denied'} by ${operator}, ${formatMoment(at)}`,
    ),
    stateText(row),
    ...(row.jid === undefined ? [] : [`fleetctl jobs show ${row.jid}`]),
  ];
  return lines.map(printable).join('\n');
}

function stateText({ state, expires, reason }: ApprovalRow): string {
  if (state === 'waiting') return `waits, for ${formatSpan(expires - Date.now())} more`;
  return reason === undefined ? state : `${state}: ${reason}`;
}

function checked(id: string): string {
  if (!/^[0-9a-f]{10}$/.test(id))
    throw new UsageProblem(
      `"${id}" is no request: they have 10 hexadecimal digits, and \`fleetctl approval list\` shows them`,
    );
  return id;
}

function asData(row: ApprovalRow): unknown {
  const [args, kwargs] = [parseExact(row.args), parseExact(row.kwargs)];
  return { ...row, args, kwargs: isMap(kwargs) ? kwargs : new Map() };
}
