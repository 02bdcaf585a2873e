import { Controller, Inject } from '@nestjs/common';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { Observable } from 'rxjs';
import { eventLimit, type FleetEvent, type MinionEventMessage } from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';
import type { Caller } from '../bus/caller.js';
import { exactMap } from '../bus/exact.js';
import { EventRequest, MinionService, OperatorMethod } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { Allowance } from './allowance.js';
import { EventLog } from './event-log.js';

class EventBody implements MinionEventMessage {
  @IsIn(['event']) readonly kind!: 'event';
  @IsIn([1]) readonly v!: 1;
  // What people read in a terminal: no control characters, no line breaks.
  @Matches(/^[^\p{Cc}\p{Cf}]{1,256}$/u, { message: 'tag must be 1 to 256 printable characters' }) readonly tag!: string;
  @IsString() @MaxLength(eventLimit) readonly data!: string;
}

class WatchBody {
  @IsOptional() @IsString() @MaxLength(1024) readonly tag?: string;
  @IsOptional() @IsString() @MaxLength(1024) readonly minion?: string;
  @IsOptional() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) readonly after?: number;
}

class NothingBody {}

/** Events from minions to operators. */
@Controller()
export class EventsController {
  private readonly allowance = new Allowance({ atOnce: 100, perSecond: 10 });

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly events: EventLog,
  ) {}

  @EventRequest(EventBody)
  fired({ tag, data }: EventBody, { key }: Caller): Record<string, never> {
    const minion = this.registry.get(key);
    if (!minion) return refuse('not-allowed', 'this key is not accepted');
    if (!this.allowance.take(key)) {
      this.master.refusals.refused(
        key,
        'overload',
        { minion: minion.minion, tag },
        'a minion sends more events than it may',
      );
      return refuse('busy', 'this minion has sent too many events; ask again in a moment');
    }
    if (Buffer.byteLength(data) > eventLimit) return refuse('too-large', `an event has at most ${eventLimit} bytes`);
    exactMap(data, 'data');
    this.master.log.info({ minion: minion.minion, tag, bytes: data.length }, 'event');
    this.events.fire(minion.minion, tag, data);
    return {};
  }

  @OperatorMethod('event_watch', WatchBody)
  watch({ tag, minion, after }: WatchBody, { key }: Caller): Observable<FleetEvent> {
    const tags = compileGlob(tag ?? '*');
    const minions = compileGlob(minion ?? '*');
    const wanted = (event: { tag: string; minion: string }): boolean => tags(event.tag) && minions(event.minion);
    return this.events.watch(key, { wanted, ...(after !== undefined && { after }) });
  }

  /** Whether this master answers. */
  @MinionService('ping', NothingBody)
  ping(): { pong: true } {
    return { pong: true };
  }
}
