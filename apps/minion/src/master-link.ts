import { setTimeout as pause } from 'node:timers/promises';
import { BusError, type Bus } from '@fleet/bus';
import { subjects, type MinionServices, type Reply } from '@fleet/protocol';
import { MasterFault, type AskMaster } from './ask-master.js';
import { apart } from './waiting.js';

/** A request that met a restarting or a busy master is asked again for this long; milliseconds. */
const patience = 60_000;
const again: ReadonlySet<string> = new Set(['no-responders', 'disconnected', 'timeout']);

/** Asks until there is an answer that `read` takes; what it throws as `busy` is asked again, too. */
export type PatientRequest = <T>(subject: string, ask: unknown, read: (reply: unknown) => T) => Promise<T>;

export function patientRequest(
  bus: () => Bus | undefined,
  signal: AbortSignal,
  options = { patience, timeout: 30_000 },
): PatientRequest {
  return async (subject, ask, read) => {
    const until = performance.now() + options.patience;
    for (let wait = 100; ; wait = Math.min(wait * 2, 5_000)) {
      try {
        return read(await connected(bus()).request(subject, ask, { timeout: options.timeout, signal }));
      } catch (error) {
        if (!passes(error) || performance.now() + wait > until) throw error;
      }
      await pause(apart(wait), undefined, { signal });
    }
  };
}

/** Requests to the master on this minion's own subjects. Asking twice harms nobody. */
export function masterLink(
  bus: () => Bus | undefined,
  key: string,
  signal: AbortSignal,
  options = { patience, timeout: 30_000 },
): AskMaster {
  const request = patientRequest(bus, signal, options);
  return (service, ask) => request(subjects.minionRequest(key, service), ask, (reply) => unwrap(service, reply));
}

function passes(error: unknown): boolean {
  if (error instanceof MasterFault) return error.fault.code === 'busy';
  return error instanceof BusError && again.has(error.code);
}

function connected(bus: Bus | undefined): Bus {
  if (!bus) throw new BusError('disconnected', 'this minion has no connection yet');
  return bus;
}

function unwrap<Service extends keyof MinionServices>(
  service: Service,
  body: unknown,
): MinionServices[Service]['answer'] {
  const reply = body as Reply<MinionServices[Service]['answer']> | null;
  if (reply?.ok === true) return reply.result;
  if (reply?.ok === false) throw new MasterFault(service, reply.fault);
  throw new BusError('malformed', 'the master answered something that is no reply', { service });
}
