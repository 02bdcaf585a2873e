import { Controller, Inject } from '@nestjs/common';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { Observable } from 'rxjs';
import {
  eventLimit,
  eventTakes,
  isReservedTag,
  minionEventKind,
  type EventCountAnswer,
  type EventCountAsk,
  type EventListAnswer,
  type EventListAsk,
  type FleetEvent,
  type MinionEventMessage,
} from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';
import { Access } from '../access/access.js';
import type { Caller } from '../bus/caller.js';
import { exactMap } from '../bus/exact.js';
import { EventRequest, MinionService, OperatorMethod } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { EventJournal } from './event-journal.js';
import { EventQueries, type MayRead } from './event-queries.js';
import { EventWatching } from './event-watching.js';
import { MinionShare } from './minion-share.js';

class EventBody implements MinionEventMessage {
  @IsIn(['event']) readonly kind!: 'event';
  @IsIn([1]) readonly v!: 1;
  // What people read in a terminal: no control characters, no line breaks.
  @Matches(/^[^\p{Cc}\p{Cf}]{1,256}$/u, { message: 'tag must be 1 to 256 printable characters' }) readonly tag!: string;
  @IsString() @MaxLength(eventLimit) readonly data!: string;
}

class ChoiceBody {
  @IsOptional() @IsString() @MaxLength(512) readonly tag?: string;
  @IsOptional() @IsString() @MaxLength(512) readonly minion?: string;
}

class WatchBody extends ChoiceBody {
  @IsOptional() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) readonly after?: number;
}

class SpanBody extends ChoiceBody {
  @IsOptional() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) readonly since?: number;
  @IsOptional() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) readonly until?: number;
}

class ListBody extends SpanBody implements EventListAsk {
  @IsOptional() @IsIn(['oldest', 'newest']) readonly order?: 'oldest' | 'newest';
  @IsOptional() @IsInt() @Min(1) @Max(1000) readonly limit?: number;
  @IsOptional() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) readonly behind?: number;
}

class CountBody extends SpanBody implements EventCountAsk {
  @IsIn(['tag', 'minion']) readonly by!: 'tag' | 'minion';
}

class NothingBody {}

/** Events: from minions into the journal, and from there to operators. */
@Controller()
export class EventsController {
  private readonly share: MinionShare;

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly access: Access,
    private readonly journal: EventJournal,
    private readonly watching: EventWatching,
    private readonly queries: EventQueries,
  ) {
    this.share = new MinionShare(master.config.events);
  }

  /** Answered when it is on disk. */
  @EventRequest(EventBody)
  async fired({ tag, data }: EventBody, { key }: Caller): Promise<Record<string, never>> {
    const minion = this.registry.get(key)?.minion;
    if (minion === undefined) return refuse('not-allowed', 'this key is not accepted');
    const bytes = Buffer.byteLength(data);
    const tooMuch = this.share.refusal(key, bytes);
    if (tooMuch !== undefined) {
      this.master.refusals.refused(key, 'overload', { minion, tag }, 'a minion sends more events than it may');
      return refuse('busy', tooMuch);
    }
    if (bytes > eventLimit) return refuse('too-large', `an event has at most ${eventLimit} bytes`);
    if (isReservedTag(tag))
      return refuse(
        'bad-arguments',
        `tags that begin with ${tag.split('/')[0] ?? ''} are the master's own; take another word`,
      );
    exactMap(data, 'data');
    this.master.log.info({ minion, tag, bytes }, 'event');
    await this.master.store.write((store) =>
      this.journal.append(store, { at: Date.now(), minion, tag, kind: minionEventKind(tag), data }),
    );
    return {};
  }

  @OperatorMethod('event_watch', WatchBody)
  watch({ tag, minion, after }: WatchBody, { key }: Caller): Observable<FleetEvent> {
    const mayRead = this.mayRead(key);
    const tags = compileGlob(tag ?? '*');
    const minions = compileGlob(minion ?? '*');
    return this.watching.watch(key, {
      wanted: (event) => mayRead(event.tag) && tags(event.tag) && (minion === undefined || minions(event.minion ?? '')),
      ...(after !== undefined && { after }),
    });
  }

  @OperatorMethod('event_list', ListBody)
  list(ask: ListBody, { key }: Caller): Promise<EventListAnswer> {
    return this.queries.list(ask, this.mayRead(key));
  }

  @OperatorMethod('event_count', CountBody)
  count(ask: CountBody, { key }: Caller): Promise<EventCountAnswer> {
    return this.queries.count(ask, this.mayRead(key));
  }

  /** Whether this master answers. */
  @MinionService('ping', NothingBody)
  ping(): { pong: true } {
    return { pong: true };
  }

  /** By the roles that the operator has now. */
  private mayRead(operator: string): MayRead {
    const known = new Map<string | undefined, boolean>([[undefined, true]]);
    return (tag) => {
      const right = eventTakes(tag);
      let may = known.get(right);
      if (may === undefined) known.set(right, (may = right === undefined || this.access.mayRead(operator, right)));
      return may;
    };
  }
}
