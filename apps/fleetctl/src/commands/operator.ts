import { formatMoment } from '@fleet/output';
import { exitCodes, isOperatorName, type OperatorRow } from '@fleet/protocol';
import { UsageProblem } from '../command-line/target.js';
import { formatTable } from '../output/table.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';
import { parseDuration } from '../command-line/duration.js';

type Options = Readonly<Record<string, unknown>>;

export async function listOperators(session: Session): Promise<number> {
  const { operators } = await (await session.master()).ask('operator_list', {});
  if (await showAsData(session, { operators })) return exitCodes.ok;
  const rows = operators.map((row) => [
    ...[row.name, row.state, row.roles.join(','), formatMoment(row.created), formatMoment(row.expires), row.by],
    row.key ?? '',
  ]);
  const headings = ['OPERATOR', 'STATE', 'ROLES', 'ADDED', 'GOOD UNTIL', 'BY', 'KEY'];
  session.terminal.answer(rows.length === 0 ? 'no operators' : formatTable(headings, rows, session.terminal.paint));
  return exitCodes.ok;
}

export async function addOperator(session: Session, name: string, options: Options): Promise<number> {
  mustBeName(name);
  const role = options['role'];
  if (typeof role !== 'string')
    throw new UsageProblem(
      'say what it may do: --role ROLE[,ROLE]; admin and viewer are built in, master.yaml has others',
    );
  const lifetime = options['lifetime'] === undefined ? undefined : parseDuration(String(options['lifetime']));
  const ask = { name, roles: rolesIn(role), ...(lifetime !== undefined && { lifetime }) };
  const answer = await (await session.master()).ask('operator_add', ask);
  if (await showAsData(session, answer)) return exitCodes.ok;
  // The token alone, so that `$(fleetctl operator add …)` is one.
  session.terminal.answer(answer.token);
  if (!session.settings.quiet)
    session.terminal.note(
      `good once, until ${formatMoment(answer.expires)}; on the machine of ${name}: fleetctl login TOKEN`,
    );
  return exitCodes.ok;
}

export async function setRoles(session: Session, name: string, roles: string): Promise<number> {
  mustBeName(name);
  const { operator } = await (await session.master()).ask('operator_roles', { name, roles: rolesIn(roles) });
  if (await showAsData(session, { operator })) return exitCodes.ok;
  session.terminal.answer(`${operator.name} is ${operator.roles.join(', ')} now`);
  return exitCodes.ok;
}

export async function revokeOperator(session: Session, name: string): Promise<number> {
  mustBeName(name);
  const answer = await (await session.master()).ask('operator_revoke', { name });
  if (await showAsData(session, answer)) return exitCodes.ok;
  for (const row of answer.revoked) session.terminal.answer(revokedText(row));
  const { jobs, invitations, tokens } = answer.withdrawn;
  if (jobs + invitations + tokens > 0)
    session.terminal.answer(
      `withdrew what it had left behind: jobs not delivered yet: ${jobs}, invitations: ${invitations}, join tokens: ${tokens}`,
    );
  return exitCodes.ok;
}

function revokedText({ name, key }: OperatorRow): string {
  return key === undefined ? `took back the invitation of ${name}` : `revoked ${name}; its connections are cut`;
}

function mustBeName(name: string): void {
  if (!isOperatorName(name))
    throw new UsageProblem(`"${name}" is no name for an operator: 1 to 64 letters, digits, - and _`);
}

function rolesIn(text: string): string[] {
  const roles = text
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '');
  if (roles.length === 0) throw new UsageProblem('name at least one role: viewer, or deployer,auditor');
  return roles;
}
