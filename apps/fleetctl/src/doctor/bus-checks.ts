import type { OperatorProfile } from '@fleet/config';
import { formatMoment } from '@fleet/output';
import { dial, type Reached } from './dial.js';
import type { Finding } from './finding.js';

/** Milliseconds: the master makes a new certificate sooner, at its start. */
const certificateSoon = 14 * 24 * 3_600_000;

/** Every server of the profile. One of several that is away is a warning; all of them is the end of the examination. */
export async function checkServers({ servers, tls }: OperatorProfile, now = Date.now()): Promise<Finding[]> {
  const reached = await Promise.all(servers.map((server) => dial(server, tls)));
  const some = reached.some(({ step }) => step === 'server');
  return reached.flatMap((one, index) => findingsOf(servers[index] as string, one, some, tls !== undefined, now));
}

function findingsOf(server: string, reached: Reached, some: boolean, encrypted: boolean, now: number): Finding[] {
  if (reached.step === 'server')
    return [
      { check: 'bus', severity: 'ok', says: `${server} answers in ${reached.took.toFixed(0)} ms` },
      ...certificate(server, reached.until, now),
    ];
  const { check, says, mend } = failed(server, reached, encrypted);
  return [{ check, severity: some ? 'warning' : 'error', says, mend }];
}

function failed(
  server: string,
  { step, host, port, why }: Exclude<Reached, { step: 'server' }>,
  encrypted: boolean,
): { check: string; says: string; mend: string[] } {
  const startIt = 'systemctl restart fleet-master && journalctl -u fleet-master -n 50     # on the master';
  switch (step) {
    case 'name':
      return {
        check: 'name',
        says: `${host} cannot be resolved on this machine`,
        mend: [`getent hosts ${host}`, 'fleetctl profile show     # where the name stands'],
      };
    case 'connection':
      return {
        check: 'connection',
        says: `${server}: ${why}`,
        mend: [startIt, `ss -ltn sport = :${port}     # on the master: does its bus listen, and on which address`],
      };
    case 'tls':
      return {
        check: 'tls',
        says: `whoever answers at ${server} is not the server that the profile vouches for (${why}); somebody may be in between`,
        mend: [
          'fleetctl login TOKEN --replace     # where the fleet was made anew, or its authority was changed',
          startIt,
        ],
      };
    case 'greeting':
      return {
        check: encrypted ? 'bus' : 'tls',
        says: encrypted
          ? `${server} is no bus: ${why}`
          : `${server} takes connections, and ${why}: it may want encryption, of which the profile knows nothing`,
        mend: ['fleetctl profile show', 'fleetctl login TOKEN --replace     # a new profile says how the bus is known'],
      };
  }
}

function certificate(server: string, until: number | undefined, now: number): Finding[] {
  if (until === undefined) return [];
  const check = 'certificate';
  const says = `of ${server}, good until ${formatMoment(until, now)}`;
  if (until - now > certificateSoon) return [{ check, severity: 'ok', says }];
  return [
    {
      check,
      severity: 'warning',
      says,
      mend: [
        'systemctl restart fleet-master     # on the master: it makes a new one; one of your own you replace yourself',
      ],
    },
  ];
}
