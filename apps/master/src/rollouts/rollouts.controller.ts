import { Controller } from '@nestjs/common';
import { of, type Observable } from 'rxjs';
import type { OperatorMethods, RolloutDetails, RolloutEvent, RolloutRow } from '@fleet/protocol';
import type { Caller } from '../bus/caller.js';
import { OperatorMethod } from '../bus/handlers.js';
import {
  RolloutAbortBody,
  RolloutIdBody,
  RolloutListBody,
  RolloutPauseBody,
  RolloutRequestBody,
} from './rollout-bodies.js';
import { RolloutCreation } from './rollout-creation.js';
import { RolloutDesk } from './rollout-desk.js';
import { rolloutDetails, rolloutRow } from './rollout-rows.js';
import { RolloutWatching } from './rollout-watching.js';

/** What operators ask about rollouts. */
@Controller()
export class RolloutsController {
  constructor(
    private readonly creation: RolloutCreation,
    private readonly desk: RolloutDesk,
    private readonly watching: RolloutWatching,
  ) {}

  @OperatorMethod('rollout_create', RolloutRequestBody)
  async create(ask: RolloutRequestBody, { key }: Caller): Promise<Observable<RolloutEvent>> {
    const record = this.desk.known(key, await this.creation.create(key, ask));
    return ask.watch ? this.watching.from(record, key) : of({ event: 'rollout', rollout: rolloutRow(record) });
  }

  @OperatorMethod('rollout_watch', RolloutIdBody)
  watch({ id }: RolloutIdBody, { key }: Caller): Observable<RolloutEvent> {
    return this.watching.from(this.desk.known(key, id), key);
  }

  @OperatorMethod('rollout_list', RolloutListBody)
  list({ limit, all }: RolloutListBody, { key }: Caller): OperatorMethods['rollout_list']['answer'] {
    return { rollouts: this.desk.list(key, limit ?? 50, all === true) };
  }

  @OperatorMethod('rollout_show', RolloutIdBody)
  show({ id }: RolloutIdBody, { key }: Caller): RolloutDetails {
    return rolloutDetails(this.desk.known(key, id));
  }

  @OperatorMethod('rollout_pause', RolloutPauseBody)
  pause({ id, reason }: RolloutPauseBody, { key }: Caller): Promise<RolloutRow> {
    return this.desk.pause(key, id, reason ?? 'no reason was given');
  }

  @OperatorMethod('rollout_resume', RolloutIdBody)
  resume({ id }: RolloutIdBody, { key }: Caller): Promise<RolloutRow> {
    return this.desk.resume(key, id);
  }

  @OperatorMethod('rollout_abort', RolloutAbortBody)
  abort({ id, reason, revert }: RolloutAbortBody, { key }: Caller): Promise<RolloutRow> {
    return this.desk.abort(key, id, reason ?? '', revert === true);
  }
}
