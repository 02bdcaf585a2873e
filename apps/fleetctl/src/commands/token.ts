import { formatMoment } from '@fleet/output';
import { exitCodes, type JoinTokenRow, type JoinTokenWish } from '@fleet/protocol';
import { parseDuration } from '../command-line/duration.js';
import { UsageProblem } from '../command-line/target.js';
import { formatTable } from '../output/table.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';

export async function createToken(session: Session, options: Readonly<Record<string, unknown>>): Promise<number> {
  const uses = options['uses'] === undefined ? undefined : Number(options['uses']);
  if (uses !== undefined && (!Number.isInteger(uses) || uses < 1))
    throw new UsageProblem('--uses is a whole number of at least 1');
  const wish: JoinTokenWish = {
    ...(uses !== undefined && { uses }),
    ...(options['lifetime'] !== undefined && { lifetime: parseDuration(String(options['lifetime'])) }),
    ...(options['ids'] !== undefined && { ids: String(options['ids']) }),
    ...(options['name'] !== undefined && { name: tokenName(String(options['name'])) }),
    ...(options['accept'] === true && { accept: true }),
  };
  const answer = await (await session.master()).ask('token_create', wish);
  if (await showAsData(session, answer)) return exitCodes.ok;
  // The token alone, so that `$(fleetctl token create)` is one.
  session.terminal.answer(answer.token);
  if (!session.settings.quiet)
    session.terminal.note(
      `${answer.id}, valid until ${formatMoment(answer.expires)}; on the new machine: fleet-minion join TOKEN`,
    );
  return exitCodes.ok;
}

export async function listTokens(session: Session): Promise<number> {
  const { tokens } = await (await session.master()).ask('token_list', {});
  if (await showAsData(session, { tokens })) return exitCodes.ok;
  session.terminal.answer(tokens.length === 0 ? 'no join tokens' : tokenTable(session, tokens));
  return exitCodes.ok;
}

export async function revokeTokens(session: Session, tokens: readonly string[]): Promise<number> {
  const { revoked } = await (await session.master()).ask('token_revoke', { tokens });
  if (await showAsData(session, { revoked })) return revoked.length > 0 ? exitCodes.ok : exitCodes.noMatch;
  if (revoked.length === 0) {
    session.terminal.note('no token changed: what was named has expired, or was revoked before');
    return exitCodes.noMatch;
  }
  for (const { id, name, used } of revoked)
    session.terminal.answer(
      `revoked ${id}${name === undefined ? '' : ` (${name})`}${used.length === 0 ? '' : `; ${used.length} came with it, and stay`}`,
    );
  return exitCodes.ok;
}

function tokenTable(session: Session, tokens: readonly JoinTokenRow[]): string {
  const rows = tokens.map((token) => [
    ...[token.id, token.name ?? '', token.state, `${token.used.length} of ${token.uses}`, token.ids ?? ''],
    ...[token.accept ? 'yes' : '', formatMoment(token.expires), token.operator, minions(token)],
  ]);
  const headings = ['TOKEN', 'NAME', 'STATE', 'USED', 'IDS', 'ACCEPTS', 'UNTIL', 'MADE BY', 'MINIONS'];
  return formatTable(headings, rows, session.terminal.paint);
}

/** The last few who came with it; `--out json` has them all. */
function minions({ used }: JoinTokenRow): string {
  const shown = used.slice(-5).map(({ minion, state }) => `${minion} (${state ?? 'deleted'})`);
  return `${used.length > shown.length ? '… ' : ''}${shown.join(', ')}`;
}

function tokenName(text: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(text))
    throw new UsageProblem('--name is up to 64 letters, digits, dots, hyphens and underscores');
  return text;
}
