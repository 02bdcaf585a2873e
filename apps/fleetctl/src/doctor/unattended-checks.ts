import { formatMoment, formatSpan, inOneLine } from '@fleet/output';
import type { DriftAnswer, ScheduleRow, SinkRow } from '@fleet/protocol';
import { count, someOf, targetOf, wordOf, type Finding } from './finding.js';

/** Milliseconds after which events that wait for a sink are stuck, and after which something that is due should have begun. */
const [stuck, late] = [15 * 60_000, 5 * 60_000];

/** What the master should have done by itself, and did not, or not well: nobody sits in front of it. */
export function checkSchedule(schedule: readonly ScheduleRow[], now = Date.now()): Finding[] {
  const check = 'schedule';
  const findings = schedule.flatMap((row) => {
    const found = ofSchedule(row, now);
    return found === undefined ? [] : [{ check, ...found }];
  });
  if (findings.length > 0) return findings;
  return [
    { check, severity: 'ok', says: schedule.length === 0 ? 'nothing is scheduled' : `${schedule.length} in order` },
  ];
}

function ofSchedule(row: ScheduleRow, now: number): Omit<Finding, 'check'> | undefined {
  const { name, enabled, decided, outcome, note, jid, job, next, ran = now } = row;
  const word = wordOf(name);
  const [show, run] = [`fleetctl schedule show ${word}`, `fleetctl schedule run ${word}     # does it now`];
  if (!enabled)
    return (
      decided && { severity: 'note', says: `an operator disabled ${name}`, mend: [`fleetctl schedule enable ${word}`] }
    );
  const because = note === undefined ? '' : `: ${inOneLine(note, 300)}`;
  if (next === undefined) return { severity: 'warning', says: `${name} is never due`, mend: [show] };
  if (now - next > late)
    return {
      ...{ severity: 'warning', says: `${name} was due ${formatSpan(now - next)} ago and has not begun` },
      mend: [run, 'journalctl -u fleet-master -n 50     # on the master'],
    };
  if (outcome === 'missed')
    return {
      severity: 'warning',
      says: `${name} missed its turn at ${formatMoment(ran, now)}${because}`,
      mend: [run, show],
    };
  if (outcome === 'refused')
    return { severity: 'warning', says: `the master refused ${name} its turn${because}`, mend: [show, run] };
  if (outcome === 'overlap')
    return {
      ...{
        severity: 'warning',
        says: `${name} left out its turn at ${formatMoment(ran, now)}, as its last job goes on`,
      },
      mend: jid === undefined ? [show] : [`fleetctl jobs show ${jid}`, `fleetctl jobs kill ${jid}     # ends it`],
    };
  if (jid === undefined || !job?.ended) return undefined;
  const silent = job.expected - job.returned;
  if (job.failed === 0 && silent <= 0) return undefined;
  return {
    severity: 'warning',
    says: `the last job of ${name} failed on ${job.failed} of ${count(job.expected, 'minion', 'minions')}${silent > 0 ? `, and ${silent} did not answer` : ''}`,
    mend: [`fleetctl jobs show ${jid}`, `fleetctl jobs rerun ${jid} --failed     # again, for those alone`],
  };
}

/** What the last checks found; without any, that nobody asked for one is nothing that is wrong. */
export function checkDrift({ drift, left, checks, minions }: DriftAnswer): Finding[] {
  const check = 'drift';
  const failed = checks.filter((row) => row.failed !== undefined);
  const ids = [...new Set(drift.map(({ minion }) => minion))];
  const findings: Finding[] = [];
  if (drift.length > 0) {
    const wishMoved = drift.every(({ kind }) => kind === 'intentional');
    findings.push({
      ...{ check, severity: wishMoved ? 'note' : 'warning' },
      says: `${count(drift.length + left, 'state is', 'states are')} not as wished on ${someOf(ids)}${wishMoved ? ': tree or pillar moved, and nobody applied it' : ''}`,
      mend: [
        `fleetctl drift show ${wordOf(ids[0] as string)}`,
        `fleetctl ${targetOf(ids)} state.apply test=True     # what would be done; without test=True it is`,
      ],
    });
  }
  if (failed.length > 0) {
    const [first] = failed as [(typeof failed)[number]];
    const those = [...new Set(failed.map(({ minion }) => minion))];
    findings.push({
      ...{ check, severity: 'warning' },
      says: `could not be looked for on ${someOf(those)}: ${inOneLine(first.failed ?? '', 300)}`,
      mend: [`fleetctl jobs show ${first.jid}`, `fleetctl drift check ${targetOf(those)}`],
    });
  }
  if (findings.length > 0) return findings;
  const says = minions.checked === 0 ? 'nobody was checked' : `none on ${count(minions.checked, 'minion', 'minions')}`;
  return [{ check, severity: 'ok', says }];
}

/** Events that do not get where master.yaml sends them. */
export function checkSinks(sinks: readonly SinkRow[]): Finding[] {
  const check = 'events';
  const findings = sinks.flatMap(({ name, failures, error, behind, lag = 0, lost }): Finding[] => {
    const mend = [`fleetctl events sinks test ${wordOf(name)}`, 'fleetctl events sinks'];
    const wait = behind === 0 ? '' : `; ${count(behind, 'event waits', 'events wait')}, since ${formatSpan(lag)}`;
    const gone = lost === 0 ? '' : `; ${lost} left the journal before they were sent`;
    if (failures > 0)
      return [
        {
          ...{ check, severity: lost > 0 || lag > stuck ? 'error' : 'warning' },
          says: `${name} takes none: ${inOneLine(error ?? 'no reason is known', 300)}${wait}${gone}`,
          mend,
        },
      ];
    if (lag > stuck) return [{ check, severity: 'warning', says: `${name} is slow${wait}${gone}`, mend }];
    return lost === 0 ? [] : [{ check, severity: 'note', says: `${name} missed some${gone}`, mend }];
  });
  if (findings.length > 0) return findings;
  return sinks.length === 0
    ? []
    : [{ check, severity: 'ok', says: `${count(sinks.length, 'sink has', 'sinks have')} everything` }];
}
