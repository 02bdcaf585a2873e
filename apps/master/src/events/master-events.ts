import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { JobStore } from '@fleet/jobs';
import {
  eventLimit,
  masterEventTag,
  type EventPlaces,
  type MasterEventData,
  type MasterEventKind,
} from '@fleet/protocol';
import { fromPlain, parseExact, stringifyExact, type Value } from '@fleet/values';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { EventJournal } from './event-journal.js';

/** Characters of a call that an event shows; the job has the whole of it. */
const shown = 4096;

/**
 * The door through which the master tells what happens on it. What is told here is kept, shown to operators and sent to sinks: a call comes as
 * the audit log has it, and nothing secret comes at all.
 */
@Injectable()
export class MasterEvents implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly journal: EventJournal,
  ) {}

  onApplicationBootstrap(): void {
    this.tell('master/started', {}, { version: this.master.version });
  }

  /** The store writes what waits before it is closed. */
  onApplicationShutdown(): void {
    this.tell('master/stopped', {}, { version: this.master.version });
  }

  /** In the write that does what is told: both happen, or neither. */
  append<Kind extends MasterEventKind>(
    store: Pick<JobStore, 'events'>,
    kind: Kind,
    places: EventPlaces<Kind>,
    data: MasterEventData[Kind],
  ): void {
    const text = stringifyExact(fromPlain(data));
    this.journal.append(store, {
      at: Date.now(),
      tag: masterEventTag(kind, places),
      kind,
      data: text.length <= eventLimit ? text : stringifyExact(fromPlain({ left: `${text.length} characters` })),
      ...('MINION' in places && { minion: (places as { readonly MINION: string }).MINION }),
    });
  }

  /** Of what is written down nowhere else; it shares the next commit, a fifth of a second from now at most. */
  tell<Kind extends MasterEventKind>(kind: Kind, places: EventPlaces<Kind>, data: MasterEventData[Kind]): void {
    this.master.store
      .writeSoon((store) => this.append(store, kind, places, data))
      .catch((error: unknown) => this.master.quiet.warn(kind, { err: error, kind }, 'an event was not written down'));
  }
}

/** A call that was redacted already, as events have it. */
export function calledWith(args: string, kwargs: string): { readonly args: Value; readonly kwargs: Value } {
  if (args.length + kwargs.length <= shown) return { args: parseExact(args), kwargs: parseExact(kwargs) };
  return { args: [`(${args.length + kwargs.length} characters)`], kwargs: new Map() };
}
