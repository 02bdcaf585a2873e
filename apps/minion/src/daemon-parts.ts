import { BusError, type Bus } from '@fleet/bus';
import type { Host } from '@fleet/platform';
import { subjects } from '@fleet/protocol';
import { ArtifactSender } from './artifact-sender.js';
import { MasterFault, type AskMaster } from './ask-master.js';
import type { DaemonParts } from './daemon-hands.js';
import { EventSender } from './event-sender.js';
import { masterLink, patientRequest } from './master-link.js';
import type { TrustedKeys } from './trusted-keys.js';

export interface DaemonPartsOptions extends Pick<DaemonParts, 'jobs' | 'refusals' | 'journal' | 'schedule' | 'drain'> {
  readonly bus: () => Bus | undefined;
  readonly key: string;
  readonly keys: Pick<TrustedKeys, 'open'>;
  readonly ask: AskMaster;
  readonly stop: AbortSignal;
  readonly host: Pick<Host, 'network'>;
  readonly tell: (subject: string, body: unknown) => void;
}

/** What functions reach through the daemon; loaded with the first of them. */
export function daemonParts(options: DaemonPartsOptions): DaemonParts {
  const { bus, key, keys, ask, stop, host, jobs, refusals, journal, schedule, drain } = options;
  const quick = masterLink(bus, key, stop, { patience: 0, timeout: 5_000 });
  return {
    jobs,
    refusals,
    journal,
    schedule,
    drain,
    events: new EventSender(subjects.event(key), patientRequest(bus, stop)),
    artifacts: new ArtifactSender(ask, { key, keys }),
    whyNoMaster: () => whyNoMaster(bus(), host, quick),
    isKept: async (jid) => (await unlessAway(quick('job_kept', { jid })))?.kept,
    async tellAway(jid, away) {
      options.tell(subjects.progress(key, jid), { kind: 'progress', v: 1, jid, text: 'the machine goes down', away });
      await bus()?.flush();
    },
  };
}

/** A master that says no is of a version that keeps nothing. */
async function unlessAway<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof BusError || error instanceof MasterFault) return undefined;
    throw error;
  }
}

async function whyNoMaster(
  bus: Bus | undefined,
  host: Pick<Host, 'network'>,
  ask: AskMaster,
): Promise<string | undefined> {
  const address = bus?.connected ? bus.server?.address : undefined;
  if (address === undefined) return 'this minion has no connection to its master';
  const { hostname, port } = new URL(address.includes('://') ? address : `nats://${address}`);
  const connection = await host.network.connect(hostname.replace(/^\[|\]$/g, ''), Number(port || 4222), {
    timeout: 5_000,
  });
  if (!connection.open)
    return `no new connection to ${hostname}:${port} can be made: ${connection.code ?? 'it is closed'}`;
  try {
    await ask('ping', {});
    return undefined;
  } catch (error) {
    if (error instanceof BusError || error instanceof MasterFault)
      return `the bus at ${hostname}:${port} is up, and the master does not answer: ${error.message}`;
    throw error;
  }
}
