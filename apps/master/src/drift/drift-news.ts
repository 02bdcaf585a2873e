import { Injectable } from '@nestjs/common';
import type { JobStore } from '@fleet/jobs';
import { MasterEvents } from '../events/master-events.js';
import type { Folded } from './fold.js';

/** Tells that a minion begins to drift, or is as it is wished again. */
@Injectable()
export class DriftNews {
  constructor(private readonly events: MasterEvents) {}

  /** In the write that keeps what is told. */
  tell(store: JobStore, { minion, jid, before, now, corrective, intentional }: Folded): void {
    if (before > 0 === now > 0) return;
    this.events.append(
      store,
      'drift/MINION',
      { MINION: minion },
      { drifts: now > 0, chunks: now, corrective, intentional, jid },
    );
  }
}
