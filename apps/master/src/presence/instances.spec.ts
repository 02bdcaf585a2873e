import { describe, expect, it } from '@jest/globals';
import { Instances } from './instances.js';

const patience = 100;

/** Beats as `process@moment`, one a word; what the last of them tells. `-a` is a goodbye, `!@moment` the end of a time in which nobody was heard. */
function told(beats: string): boolean {
  const instances = new Instances();
  let duplicate = false;
  let hearingSince = 0;
  for (const beat of beats.split(' ')) {
    const [name = '', at] = beat.split('@');
    if (name === '!') hearingSince = Number(at);
    else if (name.startsWith('-')) instances.left('K', name.slice(1));
    else duplicate = instances.heard('K', name, { now: Number(at), patience, hearingSince });
  }
  return duplicate;
}

describe('two machines with one key', () => {
  it.each([
    ['one process is one', 'a@0 a@10 a@20', false],
    ['a restart is none', 'a@0 a@10 b@20 b@30', false],
    ['nor are many', 'a@0 b@1 c@2 d@3 e@4 f@5', false],
    ['they take turns', 'a@0 b@10 a@20', true],
    ['whoever is heard then', 'a@0 b@10 a@20 b@30', true],
    ['a restart among them hides nothing', 'a@0 b@10 a@20 c@30 a@40', true],
    ['one is left when the other has been silent for long', 'a@0 b@10 a@20 b@30 b@90 b@121', false],
    ['and has to be heard in between to count again', 'a@0 b@10 a@20 b@90 b@140 a@150', false],
    ['which it is', 'a@0 b@10 a@20 b@90 b@140 a@150 b@160', true],
    ['one that says goodbye is gone at once', 'a@0 b@10 a@20 -a b@30', false],
    ['nobody is gone because a master could not hear', 'a@0 b@10 a@20 !@500 b@510', true],
    ['but who is silent from then on', 'a@0 b@10 a@20 !@500 b@510 b@601', false],
  ])('%s: %s', (_name, beats, duplicate) => {
    expect(told(beats)).toBe(duplicate);
  });

  it('of one key tells nothing of another', () => {
    const instances = new Instances();
    const at = (now: number) => ({ now, patience, hearingSince: 0 });
    instances.heard('K', 'a', at(0));
    instances.heard('L', 'b', at(1));
    expect(instances.heard('K', 'a', at(2))).toBe(false);
  });
});
