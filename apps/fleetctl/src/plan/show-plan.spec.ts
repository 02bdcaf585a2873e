import { describe, expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import { describePlan, destroying } from './show-plan.js';
import { specPlan } from './spec-plan.js';

const now = 1_700_000_100_000;

describe('a plan for people', () => {
  it('shows every change once for all who have it, and what is lost', () => {
    const lines = describePlan(specPlan(), plain, now).split('\n');
    expect(lines[0]).toMatch(
      /^plan 20260101000000000000 by alice is good until .*: state\.apply a only_id='c\*', tree abababababab$/,
    );
    expect(lines.slice(1)).toEqual([
      '',
      'web1, web2:',
      '  ~ file.managed conf (/etc/x)',
      '      ----------',
      '      diff:',
      '          -a',
      '          +b',
      '  - file.absent /old',
      '      destroys: remove the directory /old',
      '      ----------',
      '      removed:',
      '          /old',
      '  4 states stay as they are',
      '',
      'web10:',
      '  1 state stays as it is',
      '',
      '3 minions, 4 changes, 2 of them destroy what cannot be had back',
    ]);
  });

  it('says that its time is over', () => {
    expect(describePlan(specPlan(), plain, 1_700_086_400_001)).toContain('was good until');
  });

  it('says what formulas want confirmed', () => {
    const plan = specPlan([], { asks: [{ what: 'node.reset', loses: 'Keys are lost.' }] });
    expect(describePlan(plan, plain, now).split('\n')).toContain('node.reset: Keys are lost.');
  });

  it('lets nobody write to the terminal by what a state is called', () => {
    const plan = specPlan([
      {
        minion: 'web1',
        unchanged: 0,
        states: [
          {
            ...{ id: 'x\u001b[2J', state: 'cmd.run', name: 'y\u0007', sls: 'a', comment: '\u001b]0;z\u0007' },
            ...{ changes: '{}', destroys: ['wipe \u001b[1A'] },
          },
        ],
      },
    ]);
    expect(describePlan(plan, plain, now)).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it('counts what is lost', () => {
    expect([destroying(specPlan().parts), destroying([])]).toEqual([2, 0]);
  });
});
