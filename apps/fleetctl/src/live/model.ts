import type { JobEvent } from '@fleet/protocol';
import { standingOf, standingOfOutput, type Standing } from './standing.js';

export interface Work {
  /** Since when the minion works on it: milliseconds. */
  readonly since: number;
  readonly standing?: Standing;
}

/** What every minion of a job is doing, from the events of the job. It has no clock of its own. */
export class LiveModel {
  /** Minions that did not acknowledge yet, and since when that is so. */
  readonly unheard = new Map<string, number>();
  /** In the order in which they began. */
  readonly working = new Map<string, Work>();
  readonly failed: string[] = [];
  expected = 0;
  returned = 0;
  started = 0;
  /** Since when the master does not answer. */
  masterAway: number | undefined;

  /** `failed`: whether what returned is a failure. */
  take(event: JobEvent, now: number, failed = false): void {
    this.masterAway = undefined;
    switch (event.event) {
      case 'created':
        this.started = now;
        this.expected = event.minions.length;
        for (const minion of event.minions) this.unheard.set(minion, now);
        return;
      case 'acknowledged':
        return this.#works(event.minion, now);
      case 'progress':
        return this.#works(event.minion, now, standingOf(event.text, event.position, event.total));
      case 'output':
        return this.#works(event.minion, now, standingOfOutput(event.text));
      case 'returned':
        if (!this.unheard.delete(event.minion) && !this.working.delete(event.minion)) return;
        this.returned += 1;
        if (failed) this.failed.push(event.minion);
        return;
      case 'queued':
      case 'ended':
        return;
    }
  }

  /** Something was heard of a minion; what was heard last is what it does. */
  #works(minion: string, now: number, heard?: Standing): void {
    const before = this.working.get(minion);
    // Its return may have come before.
    if (!before && !this.unheard.delete(minion)) return;
    const standing = heard ?? before?.standing;
    this.working.set(minion, { since: before?.since ?? now, ...(standing && { standing: merged(standing, before) }) });
  }
}

/** What a command says has no position; the run that it belongs to keeps its own. */
function merged(heard: Standing, before?: Work): Standing {
  if (heard.total !== undefined || before?.standing?.total === undefined) return heard;
  const { position, total } = before.standing;
  return { text: heard.text, total, ...(position !== undefined && { position }) };
}
