import type { RolloutPlan, RolloutProgress, StepResult } from '@fleet/jobs';
import { endedRollouts, type Jid } from '@fleet/protocol';
import { changed, keptReason, partLost, revertConcluded, revertParts, stillTrying } from './going-back.js';

/** What can happen to a rollout; `at`: milliseconds since the epoch. */
export type Happening =
  | { readonly what: 'tick'; readonly at: number }
  /** The clock was put forward: so many milliseconds have not passed. */
  | { readonly what: 'skipped'; readonly at: number; readonly by: number }
  /** The job of the present step is written down; `gone`: minions that it could not be for. */
  | { readonly what: 'begun'; readonly at: number; readonly jid: Jid; readonly gone: readonly string[] }
  /** The present step is for nobody who is left. */
  | { readonly what: 'nobody'; readonly at: number; readonly gone: readonly string[] }
  | { readonly what: 'ended'; readonly at: number; readonly jid: Jid; readonly failed: StepResult['failed'] }
  /** The present step could not begin. `later`: the moment was to blame. `never`: of going back: there is nothing left to go back to. */
  | {
      readonly what: 'refused';
      readonly at: number;
      readonly reason: string;
      readonly how: 'later' | 'paused' | 'never';
    }
  | { readonly what: 'pause'; readonly at: number; readonly by: string; readonly reason: string }
  | { readonly what: 'resume'; readonly at: number; readonly epoch: number }
  | { readonly what: 'abort'; readonly at: number; readonly reason: string; readonly revert: boolean }
  | { readonly what: 'withdrawn'; readonly at: number };

/** What is to be done next. It follows from the row alone: a master that comes back does the same. */
export type Task =
  | { readonly do: 'nothing' }
  /** Write down and send the job of the step. */
  | { readonly do: 'begin'; readonly step: Step }
  | { readonly do: 'await'; readonly jid: Jid }
  | { readonly do: 'withdraw'; readonly jid: Jid }
  /** Tell it a tick then. */
  | { readonly do: 'sleep'; readonly until: number };

export type Step =
  | { readonly kind: 'wave'; readonly wave: number }
  | { readonly kind: 'gate'; readonly wave: number; readonly gate: number }
  | { readonly kind: 'revert'; readonly part: number };

/** Milliseconds after which a step that could not begin is tried again; twice as long each time. */
const again = { first: 2_000, longest: 60_000 };
/** Milliseconds between two rounds of gates. */
const rounds = { shortest: 1_000, longest: 60_000, perHold: 10 };

export function beginning(at: number, epoch: number): RolloutProgress {
  return { state: 'planned', epoch, wave: 0, part: 0, since: at, delay: 0, results: [], reverts: [] };
}

export function hasEnded({ state }: Pick<RolloutProgress, 'state'>): boolean {
  return endedRollouts.includes(state);
}

/** Distinct: each minion is in one wave, and is asked no more once it has failed. */
export function failuresOf({ results }: Pick<RolloutProgress, 'results'>): number {
  return results.reduce((sum, { failed }) => sum + failed.length, 0);
}

export function taskOf(progress: RolloutProgress): Task {
  const { state, paused, jid, withdraw, since, delay, wave, part } = progress;
  if (withdraw !== undefined) return { do: 'withdraw', jid: withdraw };
  if (hasEnded(progress)) return { do: 'nothing' };
  if (jid !== undefined) return { do: 'await', jid };
  if (paused) return { do: 'nothing' };
  if (state === 'planned' || state === 'waiting' || delay > 0) return { do: 'sleep', until: since + delay };
  if (state === 'gate') return { do: 'begin', step: { kind: 'gate', wave, gate: part } };
  if (state === 'reverting') return { do: 'begin', step: { kind: 'revert', part } };
  return { do: 'begin', step: { kind: 'wave', wave } };
}

/** The row after something happened. What does not fit the row, because it is late or came twice, changes nothing. */
export function after(plan: RolloutPlan, now: RolloutProgress, happening: Happening): RolloutProgress {
  const { at } = happening;
  switch (happening.what) {
    case 'withdrawn': {
      const { withdraw: _done, ...rest } = now;
      return rest;
    }
    case 'pause':
      if (hasEnded(now) || now.paused) return now;
      return { ...now, paused: { by: happening.by, reason: happening.reason } };
    case 'resume':
      return now.paused && !hasEnded(now) ? resumed(now, at, happening.epoch) : now;
    case 'abort':
      return hasEnded(now) ? now : aborted(plan, now, happening);
    case 'tick':
      return ticked(plan, now, at);
    case 'skipped':
      return hasEnded(now) ? now : skipped(now, at, happening.by);
    case 'begun':
      return taskOf(now).do === 'begin' ? begun(now, at, happening.gone, happening.jid) : now;
    case 'nobody': {
      if (taskOf(now).do !== 'begin') return now;
      return concluded(plan, begun(now, at, happening.gone), at, []);
    }
    case 'ended':
      return now.jid === happening.jid && !hasEnded(now) ? concluded(plan, now, at, happening.failed) : now;
    case 'refused':
      return taskOf(now).do === 'begin' ? refused(plan, now, happening) : now;
  }
}

/** Time has passed; where the clock went back, what was waited for is waited for anew. */
function ticked(plan: RolloutPlan, now: RolloutProgress, at: number): RolloutProgress {
  if (taskOf(now).do !== 'sleep') return now;
  if (at < now.since) return { ...now, since: at };
  if (at < now.since + now.delay) return now;
  const due = { ...now, delay: 0 };
  if (now.state === 'planned') return { ...due, state: plan.canary ? 'canary' : 'wave' };
  if (now.state !== 'waiting') return due;
  return plan.gates.length > 0 ? { ...due, state: 'gate', part: 0 } : nextWave(plan, due, at);
}

/** What has gone by stays as long as it was. */
function skipped(now: RolloutProgress, at: number, by: number): RolloutProgress {
  const later = (moment: number): number => Math.min(moment + by, at);
  const { since, heldSince, round } = now;
  return {
    ...{ ...now, since: later(since) },
    ...(heldSince !== undefined && { heldSince: later(heldSince) }),
    ...(round !== undefined && { round: later(round) }),
  };
}

/** @param jid absent: nobody is left whom it would be for */
function begun(now: RolloutProgress, at: number, gone: readonly string[], jid?: Jid): RolloutProgress {
  const { reason: _past, tries: _tries, ...rest } = now;
  const job = jid !== undefined && { jid };
  const lost = gone.map((minion) => ({ minion, why: 'gone' as const }));
  if (now.state === 'reverting')
    return { ...rest, ...job, reverts: [...now.reverts, { ...job, started: at, failed: lost }], ...keptReason(now) };
  if (now.state !== 'gate')
    return { ...rest, ...job, results: [...now.results, { ...job, started: at, failed: lost }] };
  const first = now.part === 0;
  return {
    ...rest,
    ...job,
    ...(first && { round: at, heldSince: Math.min(now.heldSince ?? at, at) }),
    results: changed(now.results, (last) => ({
      ...last,
      failed: [...last.failed, ...lost],
      ...(first && { asked: (last.asked ?? 0) + 1 }),
      ...(jid !== undefined && { gate: jid }),
    })),
  };
}

/** The job of the present step has ended. */
function concluded(plan: RolloutPlan, now: RolloutProgress, at: number, failed: StepResult['failed']): RolloutProgress {
  const { jid: _ended, ...rest } = now;
  if (now.state === 'reverting') return revertConcluded(plan, rest, at, failed);
  const results = changed(now.results, (last) => ({
    ...last,
    ...(now.state !== 'gate' && { ended: at }),
    failed: [...last.failed, ...failed],
  }));
  const told = { ...rest, results };
  const failures = failuresOf(told);
  if (failures > plan.most) return failing(plan, told, at);
  if (now.state === 'gate') return gateHeld(plan, told, at);
  if (plan.gates.length === 0 && now.wave + 1 >= plan.waves.length) return { ...told, state: 'done' };
  return { ...told, state: 'waiting', since: at, delay: plan.wait };
}

function gateHeld(plan: RolloutPlan, now: RolloutProgress, at: number): RolloutProgress {
  if (now.part + 1 < plan.gates.length) return { ...now, part: now.part + 1 };
  const { heldSince, round } = now;
  if (heldSince !== undefined && round !== undefined && round - heldSince >= plan.hold) return nextWave(plan, now, at);
  const pace = Math.min(rounds.longest, Math.max(rounds.shortest, plan.hold / rounds.perHold));
  // The last round begins when the time is over, and no sooner.
  const left = (heldSince ?? at) + plan.hold - at;
  return { ...now, part: 0, since: at, delay: Math.max(1, Math.min(pace, left)) };
}

function nextWave(plan: RolloutPlan, now: RolloutProgress, at: number): RolloutProgress {
  const { heldSince: _held, round: _round, ...rest } = now;
  if (now.wave + 1 >= plan.waves.length) return { ...rest, state: 'done' };
  return { ...rest, state: 'wave', wave: now.wave + 1, part: 0, since: at, delay: 0 };
}

/** More failed than may. */
function failing(plan: RolloutPlan, now: RolloutProgress, at: number): RolloutProgress {
  const reason = whyFailed(plan, now);
  if (!plan.revert || revertParts(plan, now).length === 0) return { ...now, state: 'failed', reason };
  return { ...now, state: 'reverting', part: 0, since: at, delay: 0, reason };
}

function refused(
  plan: RolloutPlan,
  now: RolloutProgress,
  { at, reason, how }: Happening & { what: 'refused' },
): RolloutProgress {
  if (how === 'paused') return { ...now, paused: { by: 'fleet-master', reason } };
  if (how === 'never') return partLost(plan, now, at, reason);
  const { tries = 0 } = now;
  const delay = Math.min(again.longest, again.first * 2 ** Math.min(tries, 10));
  return {
    ...{ ...now, since: at, delay, tries: tries + 1 },
    reason: now.state === 'reverting' ? stillTrying(now, reason) : reason,
  };
}

function resumed(now: RolloutProgress, at: number, epoch: number): RolloutProgress {
  const { paused: _over, heldSince: _held, round: _round, ...rest } = now;
  // What held before says nothing of the time of the pause: the gates begin anew.
  const gates = now.state === 'gate' && now.jid === undefined && { part: 0, since: at, delay: 0 };
  return { ...rest, epoch, ...gates };
}

function aborted(
  plan: RolloutPlan,
  now: RolloutProgress,
  { at, reason, revert }: Happening & { what: 'abort' },
): RolloutProgress {
  const { jid, paused: _over, ...rest } = now;
  const ending = { ...rest, ...(jid !== undefined && { withdraw: jid }), reason };
  if (!revert || revertParts(plan, now).length === 0) return { ...ending, state: 'aborted' };
  // Those that go back already begin again: nobody knows how far they came.
  return { ...ending, state: 'reverting', part: 0, since: at, delay: 0, reverts: [] };
}

const words = { failed: 'failed', silent: 'did not answer', gone: 'is not accepted any more', gate: 'failed a gate' };

export function whyFailed(plan: RolloutPlan, now: RolloutProgress): string {
  const all = now.results.flatMap(({ failed }) => failed);
  const named = all.slice(-5).map(({ minion, why }) => `${minion} ${words[why]}`);
  const more = all.length > named.length ? ` and ${all.length - named.length} more` : '';
  const may = plan.most === 0 ? 'none may' : `at most ${plan.most} may`;
  return `${all.length === 1 ? '1 minion' : `${all.length} minions`} failed and ${may}: ${named.join(', ')}${more}`;
}
