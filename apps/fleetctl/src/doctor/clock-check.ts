import { requestSkew } from '@fleet/identity';
import { formatSpan } from '@fleet/output';
import { clockTolerance, type MinionRow } from '@fleet/protocol';
import { someOf, targetOf, type Finding } from './finding.js';

/** @param answered when the master's answer came, and how long it took; milliseconds */
export function checkClock(masterTime: number, answered: number, took: number): Finding {
  const ahead = answered - took / 2 - masterTime;
  const check = 'clock';
  // Half of the way is not always half of the time.
  if (Math.abs(ahead) <= clockTolerance + took / 2)
    return { check, severity: 'ok', says: 'this machine and the master agree' };
  return {
    check,
    severity: Math.abs(ahead) > requestSkew / 2 ? 'error' : 'warning',
    says: `this machine is ${apart(ahead)} the master; from ${formatSpan(requestSkew)} on the master refuses what it is asked`,
    mend: ['timedatectl set-ntp true     # on the machine whose clock is wrong'],
  };
}

/** Of minions that are up. */
export function checkMinionClocks(minions: readonly MinionRow[]): Finding[] {
  const wrong = minions.filter(({ clock }) => clock !== undefined);
  if (wrong.length === 0) return [];
  const ids = wrong.map(({ minion }) => minion);
  return [
    {
      check: 'clock',
      severity: wrong.some(({ clock = 0 }) => Math.abs(clock) > requestSkew / 2) ? 'error' : 'warning',
      says: `clocks differ from the master's: ${someOf(wrong.map(({ minion, clock = 0 }) => `${minion} is ${apart(clock)} it`))}`,
      mend: [`fleetctl ${targetOf(ids)} cmd.run 'timedatectl set-ntp true'`],
    },
  ];
}

function apart(ahead: number): string {
  return `${formatSpan(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'}`;
}
