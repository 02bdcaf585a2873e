import type { Fault, MinionServices } from '@fleet/protocol';

/**
 * Asks a service of the master and waits for its answer.
 * @throws MasterFault where the master said no; the bus's own error where nobody answered.
 */
export type AskMaster = <Service extends keyof MinionServices>(
  service: Service,
  ask: MinionServices[Service]['ask'],
) => Promise<MinionServices[Service]['answer']>;

/** The master answered a request of this minion with a fault. */
export class MasterFault extends Error {
  override readonly name = 'MasterFault';
  readonly code = 'master-fault';
  constructor(
    readonly service: string,
    readonly fault: Fault,
  ) {
    super(fault.message);
  }
}
