import type { CronNext } from './cron.js';
import { nextFire } from './next-fire.js';
import type { Rhythm } from './rhythm.js';
import { splayOf } from './splay.js';

/** One thing that comes round, and what is known of it. All times are milliseconds since the epoch. */
export interface Standing {
  readonly name: string;
  readonly rhythm: Rhythm;
  /** Milliseconds of which each run is late by a part of its own. */
  readonly splay: number;
  readonly missed: 'run' | 'skip';
  /** When it was met first, by whichever process. */
  readonly met: number;
  /** Up to where its times are dealt with; absent: none was. */
  readonly last?: number;
}

/**
 * `last`: what is to be written down before anything else happens. However many times have passed, there is one turn for all of them: neither a clock that
 * jumps ahead nor a long absence makes a storm.
 */
export type Turn =
  | { readonly what: 'never' }
  | { readonly what: 'wait'; readonly until: number }
  | { readonly what: 'run' | 'skip'; readonly due: number; readonly last: number; readonly late: boolean };

/** Milliseconds by which a run may be late and is still on time: a restart takes some seconds. */
const grace = 60_000;

/** What is to be done now. A first interval is over a period after it was met. */
export function turnOf(standing: Standing, now: number, cron: CronNext): Turn {
  const { name, rhythm, splay, missed, met, last } = standing;
  const past = { met, atStart: false, ...(last !== undefined && { last }) };
  const fire = nextFire({ rhythm, runOnStart: false }, past, cron);
  if (fire === undefined) return { what: 'never' };
  const due = fire + splayOf(name, fire, splay);
  if (now < due) return { what: 'wait', until: due };
  const late = now - due > grace;
  return { what: late && missed === 'skip' ? 'skip' : 'run', due, last: dealtWith(rhythm, fire, now), late };
}

/** An interval keeps its beat. */
function dealtWith(rhythm: Rhythm, fire: number, now: number): number {
  return rhythm.kind === 'interval' ? fire + Math.floor((now - fire) / rhythm.period) * rhythm.period : now;
}
