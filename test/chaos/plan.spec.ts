import { describe, expect, it } from '@jest/globals';
import { faultTable } from './faults/table.mjs';
import { planRun } from './plan.mjs';
import { random } from './random.mjs';

interface PlannedFault {
  readonly kind: string;
  readonly host: string;
  readonly what?: unknown;
  readonly start: number;
  readonly seconds: number;
}

const options = { seed: 7, minutes: 3, faults: Object.keys(faultTable), minions: ['a', 'b'], master: 'master' };
const faultsOf = (more: object) => planRun({ ...options, ...more }).faults as PlannedFault[];
const seeds = Array.from({ length: 50 }, (_, seed) => ({ seed }));

describe('the plan of a run', () => {
  it('is decided by its seed', () => {
    expect(planRun(options)).toEqual(planRun(options));
    expect(planRun({ ...options, seed: 8 })).not.toEqual(planRun(options));
  });

  it('keeps the work as it is where other faults are chosen', () => {
    expect(planRun({ ...options, faults: ['cut'] }).operations).toEqual(planRun(options).operations);
  });

  it.each(seeds)('hurts one host by one fault at a time, within the time: seed $seed', ({ seed }) => {
    const faults = faultsOf({ seed });
    for (const [index, fault] of faults.entries()) {
      expect(fault.start + fault.seconds).toBeLessThanOrEqual(options.minutes * 60);
      const others = faults.slice(index + 1).filter(({ host }) => host === fault.host);
      for (const other of others) expect(other.start).toBeGreaterThan(fault.start + fault.seconds);
    }
  });

  it('has every kind before it has one again, each on a host that it may hurt', () => {
    const kinds = options.faults.length;
    const faults = faultsOf({ minutes: 10 });
    expect(new Set(faults.slice(0, kinds).map(({ kind }) => kind)).size).toBe(kinds);
    for (const { kind, host } of faults)
      expect(faultTable[kind].hurts[host === 'master' ? 'master' : 'minion']).toBe(true);
  });

  it('of no faults is work alone', () => {
    const { faults, operations } = planRun({ ...options, faults: [] });
    expect(faults).toEqual([]);
    expect(operations.length).toBeGreaterThan(100);
    expect(new Set(operations.map(({ id }: { id: string }) => id)).size).toBe(operations.length);
  });
});

describe('seeded numbers', () => {
  it('are the same for a seed and a name, and others for another', () => {
    const draws = (seed: number, name: string) => {
      const draw = random(seed, name);
      return [draw.fraction(), draw.whole(1, 1000), draw.pick([1, 2, 3]), draw.shuffled([1, 2, 3, 4, 5])];
    };
    expect(draws(1, 'a')).toEqual(draws(1, 'a'));
    expect(draws(1, 'a')).not.toEqual(draws(1, 'b'));
    expect(draws(1, 'a')).not.toEqual(draws(2, 'a'));
  });

  it('reach both ends of a range, and stay within', () => {
    const draw = random(3);
    const seen = new Set(Array.from({ length: 500 }, () => draw.whole(2, 5)));
    expect([...seen].sort()).toEqual([2, 3, 4, 5]);
  });
});
