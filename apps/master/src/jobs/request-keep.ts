import { Inject, Injectable } from '@nestjs/common';
import { openForSelf, sealForSelf } from '@fleet/identity';
import type { JobStore } from '@fleet/jobs';
import type { Jid, JobRequest } from '@fleet/protocol';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

/** A request with what the master knows of it. */
export interface MadeRequest extends JobRequest {
  /** The job that it repeats. */
  readonly rerunOf?: Jid;
}

/** What somebody agreed to, saw or waited for belongs to that one time; everything else is asked again as it was. */
type KeptRequest = Omit<JobRequest, 'watch' | 'confirmed' | 'confirmedMinions' | 'destroy' | 'reveal'>;

const ofOneTime = ['watch', 'confirmed', 'confirmedMinions', 'destroy', 'reveal', 'rerunOf'];

/** What was asked for one job does not open as that of another. */
const context = (jid: Jid): string => `fleet-request-v1|${jid}`;

/** What was asked exactly, for as long as its job is kept, so that it can be asked again. Encrypted as the orders are, with their key. */
@Injectable()
export class RequestKeep {
  constructor(@Inject(runtime) private readonly master: MasterRuntime) {}

  /** Within the transaction that writes down the job. */
  keep({ requests }: Pick<JobStore, 'requests'>, jid: Jid, request: MadeRequest): void {
    const kept: Record<string, unknown> = { ...request };
    for (const once of ofOneTime) delete kept[once];
    requests.put(jid, sealForSelf(this.master.ordersKey, context(jid), Buffer.from(JSON.stringify(kept))));
  }

  /** `undefined` where it was not kept, or with another key. */
  get(jid: Jid): KeptRequest | undefined {
    const body = this.master.store.requests.get(jid);
    if (!body) return undefined;
    try {
      return JSON.parse(openForSelf(this.master.ordersKey, context(jid), body).toString('utf8')) as KeptRequest;
    } catch (error) {
      this.master.log.error({ err: error, jid }, 'what was asked for a job cannot be read any more');
      return undefined;
    }
  }
}
