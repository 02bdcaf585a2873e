import { formatMoment, printable } from '@fleet/output';
import { exitCodes, isJid, type AuditAsk, type AuditRecord } from '@fleet/protocol';
import { UsageProblem } from '../command-line/target.js';
import { formatTable } from '../output/table.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';
import { parseDuration } from '../command-line/duration.js';

type Options = Readonly<Record<string, unknown>>;

/** Characters of the last column. */
const wide = 100;

export async function showAudit(session: Session, options: Options): Promise<number> {
  const { rows } = await (await session.master()).ask('audit_list', askOf(options));
  if (await showAsData(session, { rows })) return exitCodes.ok;
  const { paint } = session.terminal;
  // The newest stands last, where the eye is.
  const table = [...rows]
    .reverse()
    .map((row) => [
      ...[String(row.id), formatMoment(row.at), row.who.split(' ')[0] ?? '', row.action, row.outcome, row.jid ?? ''],
      about(row),
    ]);
  const headings = ['ROW', 'WHEN', 'WHO', 'ACTION', 'OUTCOME', 'JID', 'ABOUT'];
  session.terminal.answer(table.length === 0 ? 'no rows' : formatTable(headings, table, paint));
  return exitCodes.ok;
}

export async function verifyAudit(session: Session, options: Options): Promise<number> {
  const head = options['head'] === undefined ? undefined : String(options['head']).toLowerCase();
  if (head !== undefined && !/^[0-9a-f]{64}$/.test(head))
    throw new UsageProblem('--head is a hash of 64 hexadecimal digits, as a former fleetctl audit verify has shown it');
  const state = await (await session.master()).ask('audit_verify', head === undefined ? {} : { head });
  if (await showAsData(session, state)) return state.ok ? exitCodes.ok : exitCodes.failed;
  const { terminal } = session;
  if (state.ok) {
    terminal.answer(`${state.count} ${state.count === 1 ? 'row holds' : 'rows hold'}; head ${state.head?.hash ?? ''}`);
    for (const { row, at, what, because } of state.acknowledged ?? [])
      terminal.note(
        terminal.notePaint.bad(printable(`acknowledged ${formatMoment(at)} (row ${row}): ${what} (${because})`)),
      );
    if (!session.settings.quiet)
      terminal.note('note the head elsewhere: audit verify --head HASH finds it again, or says that it is gone');
    return exitCodes.ok;
  }
  const where = state.broken === undefined ? '' : ` from row ${state.broken}`;
  terminal.note(terminal.notePaint.bad(printable(`the audit log does not hold${where}: ${state.reason ?? ''}`)));
  return exitCodes.failed;
}

function askOf(options: Options): AuditAsk {
  const limit = Number(options['limit'] ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
    throw new UsageProblem('--limit is a whole number from 1 to 10000');
  const text = (name: string): string | undefined => (options[name] === undefined ? undefined : String(options[name]));
  const [operator, called, outcome, jid, since] = [
    text('operator'),
    text('function'),
    text('outcome'),
    text('jid'),
    text('since'),
  ];
  if (jid !== undefined && !isJid(jid)) throw new UsageProblem(`"${jid}" is no jid: jids have 20 digits`);
  return {
    limit,
    ...(operator !== undefined && { operator }),
    ...(called !== undefined && { function: called }),
    ...(outcome !== undefined && { outcome }),
    ...(jid !== undefined && { jid }),
    ...(since !== undefined && { since: momentOf(since) }),
  };
}

/** `2h` ago, or a date. */
function momentOf(text: string): number {
  if (/^[0-9.]+[smhd]$/.test(text)) return Date.now() - parseDuration(text);
  const at = /^[0-9]{4}-[0-9]{2}-[0-9]{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new UsageProblem(`"${text}" is no time: write 2h, 7d or 2026-12-24T18:00`);
  return at;
}

function about({ target, function: called, args, note }: AuditRecord): string {
  const text = [target, called, args, note && `(${note})`]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
  return text.length > wide ? `${text.slice(0, wide - 1)}…` : text;
}
