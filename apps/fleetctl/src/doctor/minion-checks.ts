import { formatSpan } from '@fleet/output';
import type { KeyRow, MinionRow, OperatorMethods } from '@fleet/protocol';
import { downText } from '../output/silence.js';
import { count, someOf, targetOf, wordOf, type Finding } from './finding.js';

type Status = OperatorMethods['minion_status']['answer'];

export function checkVersions(own: string, { master, minions }: Status): Finding[] {
  const check = 'versions';
  const findings: Finding[] = [];
  if (own !== master.version && own !== 'development')
    findings.push({
      ...{ check, severity: 'warning', says: `fleetctl is ${own}, the master is ${master.version}` },
      mend: ['scp MASTER:/opt/fleet/dist/bin/fleetctl /usr/local/bin/     # the one file is all'],
    });
  const others = new Map<string, string[]>();
  for (const { minion, up, version } of minions) {
    if (!up || version === undefined || version === master.version) continue;
    others.set(version, [...(others.get(version) ?? []), minion]);
  }
  for (const [version, ids] of others)
    findings.push({
      ...{ check, severity: 'warning' },
      says: `the master is ${master.version}; ${count(ids.length, 'minion is', 'minions are')} ${version}: ${someOf(ids)}`,
      // scp into a folder that is there would put the new one inside the old.
      mend: [
        `tar -C /opt/fleet/dist/bin -c . | ssh ${wordOf(ids[0] as string)} 'tar -C /usr/local/lib/fleet -x && systemctl restart fleet-minion'     # on the master, for each`,
      ],
    });
  return findings.length > 0 ? findings : [{ check, severity: 'ok', says: `everything is ${master.version}` }];
}

/** Who is accepted and says nothing, and whose key two machines use. */
export function checkMinions({ minions }: Status, now = Date.now()): Finding[] {
  const check = 'minions';
  const up = minions.filter((row) => row.up);
  const twice = minions.filter(({ duplicate }) => duplicate);
  const away = minions.filter((row) => !row.up && row.since !== undefined);
  const never = minions.filter((row) => !row.up && row.since === undefined);
  const draining = up.filter((row) => row.draining);
  return [
    { check, severity: 'ok', says: `${up.length} of ${minions.length} up` },
    ...twice.map(({ minion }): Finding => ({
      ...{ check, severity: 'error', says: `two machines use the key of ${minion}, and nothing is sent to either` },
      mend: [
        'systemctl stop fleet-minion && rm -r /var/lib/fleet/minion     # on the copy: its key is of the other',
        'fleet-minion join TOKEN --id ANOTHER && systemctl start fleet-minion     # there',
      ],
    })),
    ...listed(away, (ids, [first]) => ({
      ...{ check, severity: 'warning' },
      says: `${count(ids.length, 'minion is', 'minions are')} away: ${someOf(away.map((row) => awayText(row, now)))}`,
      mend: [
        `systemctl restart fleet-minion && journalctl -u fleet-minion -n 50     # on ${first}`,
        'fleetctl status',
        `fleetctl key delete ${wordOf(first as string)}     # if the machine is gone for good`,
      ],
    })),
    ...listed(never, (ids, [first]) => ({
      ...{ check, severity: 'warning' },
      says: `${count(ids.length, 'minion was', 'minions were')} accepted and never came: ${someOf(ids)}`,
      mend: [`systemctl enable --now fleet-minion     # on ${first}`],
    })),
    ...listed(draining, (ids) => ({
      ...{
        check,
        severity: 'note',
        says: `${someOf(ids)} ${ids.length === 1 ? 'takes' : 'take'} on nothing that touches the machine (draining)`,
      },
      mend: [`fleetctl ${targetOf(ids)} minion.resume`],
    })),
  ];
}

function awayText({ minion, since = 0, reason }: MinionRow, now: number): string {
  return `${minion} for ${formatSpan(now - since)}${reason ? ` (${downText(reason)})` : ''}`;
}

export function checkKeys(keys: readonly KeyRow[], now = Date.now()): Finding[] {
  const check = 'keys';
  const pending = keys.filter(({ state }) => state === 'pending');
  if (pending.length === 0) return [{ check, severity: 'ok', says: 'none waits' }];
  const oldest = Math.min(...pending.map(({ enrolled }) => enrolled));
  const [first] = pending as [KeyRow];
  return [
    {
      ...{ check, severity: 'warning' },
      says: `${count(pending.length, 'machine asks', 'machines ask')} to be let in, since ${formatSpan(now - oldest)}: ${someOf(pending.map(({ minion }) => minion))}`,
      mend: [
        'fleetctl key list pending     # compare the fingerprints',
        `fleetctl key accept ${wordOf(first.minion)}`,
        `fleetctl key reject ${wordOf(first.minion)}`,
      ],
    },
  ];
}

function listed(rows: readonly MinionRow[], finding: (ids: string[], rows: string[]) => Finding): Finding[] {
  const ids = rows.map(({ minion }) => minion);
  return ids.length === 0 ? [] : [finding(ids, ids)];
}
