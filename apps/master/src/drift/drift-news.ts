import { Injectable } from '@nestjs/common';
import { stringifyExact, type Value } from '@fleet/values';
import { EventLog } from '../events/event-log.js';
import type { Folded } from './fold.js';

/** Tells that a minion begins to drift, or is as it is wished again. */
@Injectable()
export class DriftNews {
  constructor(private readonly events: EventLog) {}

  tell({ minion, jid, before, now, corrective, intentional }: Folded): void {
    if (before > 0 === now > 0) return;
    const data = new Map<Value, Value>([
      ['drifts', now > 0],
      ['chunks', now],
      ['corrective', corrective],
      ['intentional', intentional],
      ['jid', jid],
    ]);
    this.events.fire(minion, `drift/${minion}`, stringifyExact(data));
  }
}
