import { describe, expect, it } from '@jest/globals';
import { setImmediate as soon } from 'node:timers/promises';
import { Turns } from './turns.js';

describe('turns', () => {
  it('are taken one after the other under one name, also after a failure, and side by side under others', async () => {
    const turns = new Turns<string>();
    const life: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        life.push(`${name} begins`);
        await soon();
        life.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const outcomes = await Promise.allSettled([
      turns.take('a', work('a1', true)),
      turns.take('a', work('a2')),
      turns.take('b', work('b1')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(life.filter((step) => step.startsWith('a'))).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends']);
    expect(life.indexOf('b1 begins')).toBeLessThan(life.indexOf('a1 ends'));
  });
});
