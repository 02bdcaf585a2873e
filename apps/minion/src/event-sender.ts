import { FunctionRefused } from '@fleet/execution';
import { eventLimit, type MinionEventMessage, type Reply } from '@fleet/protocol';
import { stringifyExact, type ValueMap } from '@fleet/values';
import type { PatientRequest } from './master-link.js';
import { MasterFault } from './ask-master.js';

/** Sends events to the master, and knows that it has them. */
export class EventSender {
  constructor(
    private readonly subject: string,
    private readonly request: PatientRequest,
  ) {}

  /** @throws FunctionRefused where it is too large, or the master did not take it */
  async send(tag: string, data: ValueMap): Promise<void> {
    const message: MinionEventMessage = { kind: 'event', v: 1, tag, data: stringifyExact(data) };
    const bytes = Buffer.byteLength(message.data);
    if (bytes > eventLimit)
      throw new FunctionRefused(
        'bad-arguments',
        `event.send: the data has ${bytes} bytes, and an event at most ${eventLimit}; cp.push sends files`,
      );
    const what = (reply: unknown): void => {
      const answer = reply as Reply<unknown> | null;
      if (answer?.ok !== true)
        throw new MasterFault(
          'event',
          answer?.ok === false ? answer.fault : { code: 'internal', message: 'the master gave no reply' },
        );
    };
    try {
      await this.request(this.subject, message, what);
    } catch (error) {
      throw refusedByMaster('event.send', error);
    }
  }
}

/** What a request to the master that came to nothing means to whoever called the function. */
export function refusedByMaster(name: string, error: unknown): unknown {
  if (error instanceof MasterFault)
    return new FunctionRefused(
      'failed',
      `${name}: ${error.fault.message}`,
      { code: error.fault.code },
      { cause: error },
    );
  if (error instanceof Error && error.name === 'BusError')
    return new FunctionRefused('failed', `${name}: the master did not answer (${error.message})`, undefined, {
      cause: error,
    });
  return error;
}
