import { describe, expect, it } from '@jest/globals';
import type { RolloutPlan, RolloutProgress, StepResult } from '@fleet/jobs';
import { randomOf } from '../../test-support/random-of.js';
import { after, beginning, failuresOf, hasEnded, taskOf, type Happening, type Step } from './machine.js';

interface Job {
  readonly step: Step;
  readonly minions: readonly string[];
  ended: boolean;
}

/**
 * A fleet, a store and a master that is killed at any moment: what it had in mind is lost, what is in the store is not. Events come late, twice, and of
 * jobs of long ago.
 */
class World {
  stored: RolloutProgress = beginning(0, 1);
  /** The row as the present master knows it. */
  known = this.stored;
  readonly jobs = new Map<string, Job>();
  at = 0;
  paused = false;

  constructor(
    readonly plan: RolloutPlan,
    private readonly random: () => number,
    private readonly bad: number,
  ) {}

  private chance(part: number): boolean {
    return this.random() < part;
  }

  private happen(happening: Happening): void {
    const next = after(this.plan, this.known, happening);
    // Killed before it was written, or after it was and before anybody knew.
    if (this.chance(0.05)) return this.kill();
    this.stored = next;
    if (this.chance(0.05)) return this.kill();
    this.known = next;
  }

  private kill(): void {
    this.known = this.stored;
  }

  private membersOf(step: Step): string[] {
    if (step.kind !== 'revert') return (this.plan.waves[step.wave] ?? []).map(({ minion }) => minion);
    return this.plan.waves.slice(0, this.known.results.length).flatMap((wave) => wave.map(({ minion }) => minion));
  }

  turn(): void {
    this.at += Math.floor(this.random() * 3000);
    if (this.chance(0.02)) this.at = Math.max(0, this.at - 60_000);
    const { at } = this;
    if (this.chance(0.02)) this.kill();
    if (this.chance(0.03)) return this.happen({ what: 'pause', at, by: 'bob', reason: 'so' });
    if (this.chance(0.3)) this.happen({ what: 'resume', at, epoch: 1 });
    // What is late, strange or told twice.
    if (this.chance(0.2)) this.happen({ what: 'tick', at });
    if (this.chance(0.1)) this.happen({ what: 'withdrawn', at });
    if (this.chance(0.2))
      for (const [jid, { ended }] of this.jobs)
        if (ended && jid !== this.known.jid)
          this.happen({ what: 'ended', at, jid, failed: [{ minion: 'x', why: 'failed' }] });
    const task = taskOf(this.known);
    switch (task.do) {
      case 'begin': {
        if (this.chance(0.1)) return this.happen({ what: 'refused', at, reason: 'no bus', how: 'later' });
        if (this.chance(0.02)) return this.happen({ what: 'refused', at, reason: 'may not', how: 'paused' });
        // Job and row are one transaction.
        const jid = `J${this.jobs.size}`;
        const next = after(this.plan, this.known, { what: 'begun', at, jid, gone: [] });
        if (this.chance(0.05)) return this.kill();
        this.jobs.set(jid, { step: task.step, minions: this.membersOf(task.step), ended: false });
        this.stored = next;
        return this.chance(0.1) ? this.kill() : void (this.known = next);
      }
      case 'await': {
        const job = this.jobs.get(task.jid) as Job;
        if (!job.ended && this.chance(0.5)) return;
        job.ended = true;
        const why = job.step.kind === 'gate' ? 'gate' : 'failed';
        const asked = job.minions.filter(
          (minion) => !this.known.results.at(-1)?.failed.some((one) => one.minion === minion),
        );
        const failed: StepResult['failed'] = asked
          .filter(() => this.chance(this.bad))
          .map((minion) => ({ minion, why }));
        return this.happen({ what: 'ended', at, jid: task.jid, failed: job.step.kind === 'revert' ? [] : failed });
      }
      case 'sleep':
        return this.happen({ what: 'tick', at: this.chance(0.5) ? at : Math.max(at, task.until) });
      case 'withdraw':
        return this.happen({ what: 'withdrawn', at });
      case 'nothing':
    }
  }
}

const seeds = Array.from({ length: 400 }, (_, index) => index * 7919 + 13);

describe('whatever happens in whatever order, and however often the master is killed', () => {
  it('no wave runs twice, none is skipped, and each has its time', () => {
    const ends = new Map<string, number>();
    for (const seed of seeds) {
      const random = randomOf(seed);
      const count = 1 + Math.floor(random() * 5);
      const waves = Array.from({ length: count }, (_, wave) =>
        Array.from({ length: 1 + Math.floor(random() * 3) }, (_one, index) => ({
          ...{ minion: `m${wave}-${index}`, key: `K${wave}-${index}` },
        })),
      );
      const minions = waves.flat().map(({ minion }) => minion);
      const world = new World(
        {
          ...{ waves, canary: random() < 0.5, wait: random() < 0.5 ? 0 : 10_000, hold: random() < 0.5 ? 0 : 20_000 },
          ...{ most: Math.floor(random() * 3), gates: ['x', 'y'].slice(0, Math.floor(random() * 3)) },
          ...{ revert: random() < 0.5, before: [{ revision: 'a', minions }] },
        },
        random,
        random() < 0.5 ? 0 : 0.1,
      );
      for (let turn = 0; turn < 5000 && !hasEnded(world.stored); turn += 1) world.turn();
      const { stored, plan, jobs } = world;
      const begun = [...jobs.values()].flatMap(({ step }) => (step.kind === 'wave' ? [step.wave] : []));
      expect({ seed, begun }).toEqual({ seed, begun: begun.map((_, index) => index) });
      // One thing after the other: nothing began while another job was waited for.
      expect([...jobs.values()].every(({ ended }) => ended)).toBe(true);
      const failures = failuresOf(stored);
      switch (stored.state) {
        case 'done':
          expect({ seed, waves: begun.length, may: failures <= plan.most }).toEqual({ seed, waves: count, may: true });
          break;
        case 'failed':
        case 'reverted':
          expect({ seed, over: failures > plan.most }).toEqual({ seed, over: true });
          break;
        default:
          throw new Error(`seed ${seed} came to rest as ${stored.state}`);
      }
      expect([...jobs.values()].filter(({ step }) => step.kind === 'revert')).toHaveLength(
        stored.state === 'reverted' ? 1 : 0,
      );
      // Each wave but a failed one had its gates, all of them, at least once.
      if (stored.state === 'done')
        for (let wave = 0; wave < count; wave += 1)
          for (let gate = 0; gate < plan.gates.length; gate += 1)
            expect(
              [...jobs.values()].some(({ step }) => step.kind === 'gate' && step.wave === wave && step.gate === gate),
            ).toBe(true);
      ends.set(stored.state, (ends.get(stored.state) ?? 0) + 1);
    }
    // The cases are not all of one kind.
    for (const state of ['done', 'failed', 'reverted']) expect(ends.get(state) ?? 0).toBeGreaterThan(20);
  });
});
