import { formatMoment, formatSpan, printable } from '@fleet/output';
import { isJid, timeOfJid, type ApprovalRow, type JobRow, type MinionRow, type RolloutRow } from '@fleet/protocol';
import { count, someOf, type Finding } from './finding.js';

/** What runs on a minion for longer than anything should, and what waits for minions that are away. */
export function checkJobs(
  minions: readonly MinionRow[],
  open: readonly JobRow[],
  longest: number,
  now = Date.now(),
): Finding[] {
  const check = 'jobs';
  const long = minions.flatMap(({ minion, up, running = [] }) =>
    up ? running.filter((jid) => isJid(jid) && now - timeOfJid(jid) > longest).map((jid) => ({ minion, jid })) : [],
  );
  const byJob = new Map<string, string[]>();
  for (const { minion, jid } of long) byJob.set(jid, [...(byJob.get(jid) ?? []), minion]);
  const findings = [...byJob].map(([jid, ids]): Finding => ({
    ...{ check, severity: 'warning' },
    says: `${jid} has been running for ${formatSpan(now - timeOfJid(jid))} on ${someOf(ids)}`,
    mend: [`fleetctl jobs show ${jid}`, `fleetctl jobs kill ${jid}     # ends it`],
  }));
  const queued = open.filter((row) => (row.queued ?? 0) > 0);
  const waiting = queued.map(({ jid, queued: waits = 0, queuedUntil }): Finding => ({
    ...{ check, severity: 'note' },
    says: `${jid} waits for ${count(waits, 'minion', 'minions')}${queuedUntil === undefined ? '' : `, until ${formatMoment(queuedUntil, now)}`}`,
    mend: [`fleetctl jobs show ${jid}`, `fleetctl jobs cancel ${jid}     # if it is not wanted any more`],
  }));
  const all = [...findings, ...waiting];
  return all.length > 0 ? all : [{ check, severity: 'ok', says: 'none hangs, none waits' }];
}

export function checkRollouts(rollouts: readonly RolloutRow[]): Finding[] {
  const check = 'rollouts';
  const paused = rollouts.filter(({ state }) => state === 'paused');
  const held = rollouts.filter(({ state, reason }) => state !== 'paused' && reason !== undefined);
  const row =
    (severity: 'warning' | 'note', what: string) =>
    ({ id, reason }: RolloutRow): Finding => ({
      ...{ check, severity },
      says: `${id} ${what}${reason === undefined ? '' : `: ${printable(reason)}`}`,
      mend: [
        `fleetctl rollout show ${id}`,
        ...(severity === 'warning' ? [`fleetctl rollout resume ${id}`] : []),
        `fleetctl rollout abort ${id}`,
      ],
    });
  const findings = [
    ...paused.map(row('warning', 'is paused')),
    ...held.map(row('note', 'does not go on at the moment')),
  ];
  if (findings.length > 0) return findings;
  return [{ check, severity: 'ok', says: rollouts.length === 0 ? 'none goes on' : `${rollouts.length} under way` }];
}

export function checkApprovals(approvals: readonly ApprovalRow[], now = Date.now()): Finding[] {
  return approvals.map(({ id, operator, function: called, expires }) => ({
    ...{ check: 'approvals', severity: 'note' },
    says: `${called} of ${operator} waits for a yes, until ${formatMoment(expires, now)}`,
    mend: [`fleetctl approval show ${id}`, `fleetctl approval approve ${id}`],
  }));
}
