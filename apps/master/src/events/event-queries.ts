import { setImmediate as turn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { EventHead, EventWalk, JournalRow } from '@fleet/jobs';
import type { EventChoice, EventCountAnswer, EventCountAsk, EventListAnswer, EventListAsk } from '@fleet/protocol';
import { compileGlob, isGlob } from '@fleet/targeting';
import { refuse } from '../bus/refusal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { EventTally } from './event-tally.js';

/** Rows that are looked at before others have their turn. */
const page = { list: 250, count: 2000 };
/** Rows that one question for a list looks at; whoever wants more asks again from there. */
const looked = 10_000;
/** Bytes of rows in one answer: it has to fit into one message. */
const answerBytes = 900_000;

export type MayRead = (tag: string) => boolean;

/** Answers questions about the journal, in small steps: nobody waits for somebody else's question. */
@Injectable()
export class EventQueries {
  private counting = false;

  constructor(@Inject(runtime) private readonly master: MasterRuntime) {}

  /** A part of what there is, in its order. */
  async list({ limit = 100, order = 'newest', ...ask }: EventListAsk, mayRead: MayRead): Promise<EventListAnswer> {
    const events: EventListAnswer['events'][number][] = [];
    const wanted = wantedOf(ask, mayRead);
    let bytes = 0;
    let walk = this.walkOf(ask, order);
    for (let seen = 0; walk && seen < looked;) {
      const rows = this.master.store.events.walk({ ...walk, limit: page.list });
      for (const { kind: _kind, ...row } of rows) {
        if (order === 'newest' && row.sequence < walk.from) return { events };
        if (order === 'oldest' && row.sequence >= walk.to) return { events };
        if (!wanted(row)) continue;
        bytes += Buffer.byteLength(JSON.stringify(row)) + 1;
        const previous = events.at(-1);
        if (previous && (bytes > answerBytes || events.length === limit)) return { events, behind: previous.sequence };
        events.push(row);
      }
      const last = rows.at(-1);
      if (!last || rows.length < page.list) return { events };
      walk = { ...walk, behind: last.sequence };
      seen += rows.length;
      await turn();
    }
    return { events, ...(walk?.behind !== undefined && { behind: walk.behind }) };
  }

  /** One at a time: it may look at every row. */
  async count({ by, ...ask }: EventCountAsk, mayRead: MayRead): Promise<EventCountAnswer> {
    if (this.counting) return refuse('busy', 'events are being counted for somebody else; ask again in a moment');
    this.counting = true;
    try {
      const wanted = wantedOf(ask, mayRead);
      const tally = new EventTally();
      let walk = this.walkOf(ask, 'oldest');
      while (walk) {
        const rows: EventHead[] = this.master.store.events.walkHeads({ ...walk, limit: page.count });
        const to = walk.to;
        for (const row of rows) {
          const name = by === 'tag' ? row.kind : row.minion;
          if (row.sequence < to && name !== undefined && wanted(row)) tally.add(name, row.at);
        }
        const last = rows.at(-1);
        walk =
          last && rows.length === page.count && last.sequence < to ? { ...walk, behind: last.sequence } : undefined;
        await turn();
      }
      const now = Date.now();
      const since = Math.max(ask.since ?? 0, this.master.store.events.first?.at ?? now);
      return { ...tally.answer(), since, until: Math.min(ask.until ?? now, now) };
    } finally {
      this.counting = false;
    }
  }

  /** Where to begin, by the index that leaves the least to look at; `undefined` where nothing fits. */
  private walkOf(
    { tag, minion, since, until, behind }: EventChoice & { readonly behind?: number },
    order: EventWalk['order'],
  ): (Omit<EventWalk, 'limit'> & { readonly from: number; readonly to: number }) | undefined {
    const { events } = this.master.store;
    const from = since === undefined ? 0 : events.firstSince(since);
    if (from === undefined) return undefined;
    const to = (until === undefined ? undefined : events.firstSince(until)) ?? Number.MAX_SAFE_INTEGER;
    const start = behind ?? (order === 'oldest' ? from - 1 : to);
    const tagPrefix = literalPrefix(tag);
    return {
      order,
      from,
      to,
      behind: start,
      ...(minion !== undefined && !isGlob(minion) && { minion }),
      ...(tagPrefix !== undefined && { tagPrefix }),
    };
  }
}

function wantedOf(
  { tag, minion, since, until }: EventChoice,
  mayRead: MayRead,
): (row: Pick<JournalRow, 'at' | 'tag' | 'minion'>) => boolean {
  const tags = tag === undefined ? () => true : compileGlob(tag);
  const minions = minion === undefined ? () => true : compileGlob(minion);
  return (row) =>
    row.at >= (since ?? 0) &&
    row.at < (until ?? Infinity) &&
    mayRead(row.tag) &&
    tags(row.tag) &&
    (minion === undefined || (row.minion !== undefined && minions(row.minion)));
}

/** `job/20260101120000000000/` of a glob that names one job: few enough that they are sorted cheaply. Shorter ones are faster found in order. */
function literalPrefix(glob: string | undefined): string | undefined {
  const literal = /^[^*?[]*/.exec(glob ?? '')?.[0] ?? '';
  return /^[^/]+\/[^/]+(\/|$)/.test(literal) && (literal === glob || literal.split('/').length > 2)
    ? literal
    : undefined;
}
