import { beforeEach, describe, expect, it } from '@jest/globals';
import { memoryHost, type CommandCall } from '@fleet/platform';
import { compiled, contextOf } from '../spec-tree.js';
import { done } from '../spec-states.js';
import { runStates } from './run-states.js';
import type { RunOptions, RunResult } from './run-types.js';

beforeEach(() => void done.splice(0));

async function run(sls: string, options: Partial<RunOptions> = {}): Promise<RunResult> {
  const files = { 'a.sls': sls };
  const { run: turns } = await compiled(files);
  return runStates(
    turns,
    memoryHost(),
    { ...contextOf(files), call: async (name) => name === 'say.yes' },
    { test: false, ...options },
  );
}

/** `id=result` with `*` where something changed, in the order of running. */
function outcome({ results }: RunResult): string {
  return [...results.values()]
    .map(({ id, result, changes }) => `${id}=${String(result)}${changes.size > 0 ? '*' : ''}`)
    .join(' ');
}

const thing = (id: string, ends: 'same' | 'changes' | 'fails', ...given: string[]): string =>
  `${id}:\n  thing.present:\n    - ends: ${ends}\n${given.map((line) => `    - ${line}\n`).join('')}`;

describe('a requisite decides, by what became of its target', () => {
  const target = {
    changed: thing('t', 'changes'),
    unchanged: thing('t', 'same'),
    failed: thing('t', 'fails'),
    skipped: thing('t', 'changes', 'onlyif: [{fun: say.no}]'),
  };
  it.each<[string, Record<keyof typeof target, string>]>([
    ['require', { changed: 'true*', unchanged: 'true*', failed: 'false', skipped: 'true*' }],
    ['require_any', { changed: 'true*', unchanged: 'true*', failed: 'false', skipped: 'true*' }],
    ['watch', { changed: 'true*', unchanged: 'true*', failed: 'false', skipped: 'true*' }],
    ['onchanges', { changed: 'true*', unchanged: 'true', failed: 'false', skipped: 'true' }],
    ['onchanges_any', { changed: 'true*', unchanged: 'true', failed: 'false', skipped: 'true' }],
    ['onfail', { changed: 'true', unchanged: 'true', failed: 'true*', skipped: 'true' }],
    ['onfail_all', { changed: 'true', unchanged: 'true', failed: 'true*', skipped: 'true' }],
  ])('%s', async (kind, expected) => {
    for (const [how, state] of Object.entries(target)) {
      const { results } = await run(`${state}${thing('x', 'changes', `${kind}: [thing: t]`)}`);
      const x = [...results.values()].find(({ id }) => id === 'x');
      expect([how, `${String(x?.result)}${x?.changes.size ? '*' : ''}`]).toEqual([
        how,
        expected[how as keyof typeof target],
      ]);
    }
  });

  it('counts several targets: any that is well saves require_any, all must fail for onfail_all', async () => {
    const both = `${thing('bad', 'fails')}${thing('good', 'same')}`;
    expect(
      outcome(
        await run(
          `${both}${thing('x', 'changes', 'require_any: [thing: bad, thing: good]')}${thing('y', 'changes', 'onfail_all: [thing: bad, thing: good]')}`,
        ),
      ),
    ).toBe('bad=false good=true x=true* y=true');
  });

  it('counts a chunk that a failed requisite stopped as failed', async () => {
    expect(
      outcome(
        await run(
          `${thing('a', 'fails')}${thing('b', 'same', 'require: [thing: a]')}${thing('c', 'changes', 'onfail: [thing: b]')}`,
        ),
      ),
    ).toBe('a=false b=false c=true*');
  });
});

describe('watch', () => {
  it('calls mod_watch where the run itself changed nothing, and only then', async () => {
    await run(
      `${thing('t', 'changes')}${thing('x', 'same', 'watch: [thing: t]')}${thing('y', 'changes', 'watch: [thing: t]')}`,
    );
    expect(done).toEqual(['t', 'again x', 'y']);
  });

  it('is not fired by a chunk that was skipped', async () => {
    await run(`${thing('t', 'changes', 'unless: [{fun: say.yes}]')}${thing('x', 'same', 'watch: [thing: t]')}`);
    expect(done).toEqual([]);
  });
});

describe('listen', () => {
  it('calls mod_watch at the end and once', async () => {
    const result = await run(
      `${thing('a', 'changes', 'listen_in: [thing: l]')}${thing('b', 'changes', 'listen_in: [thing: l]')}${thing('l', 'same')}${thing('z', 'changes')}`,
    );
    expect(done).toEqual(['a', 'b', 'z', 'again l']);
    expect([...result.results.keys()].at(-1)).toBe('thing_|-listener_l_|-l_|-mod_watch');
  });

  it('does nothing where nothing changed', async () => {
    expect(outcome(await run(`${thing('a', 'same', 'listen_in: [thing: l]')}${thing('l', 'same')}`))).toBe(
      'a=true l=true',
    );
  });
});

describe('prereq', () => {
  it('runs before a target that would change', async () => {
    expect(outcome(await run(`${thing('t', 'changes')}${thing('p', 'changes', 'prereq: [thing: t]')}`))).toBe(
      'p=true* t=true*',
    );
    expect(done).toEqual(['p', 't']);
  });

  it('does not run where the target would not change', async () => {
    expect(outcome(await run(`${thing('t', 'same')}${thing('p', 'changes', 'prereq: [thing: t]')}`))).toBe(
      'p=true t=true',
    );
  });

  it('leaves its target unapplied when it fails', async () => {
    expect(outcome(await run(`${thing('t', 'changes')}${thing('p', 'fails', 'prereq: [thing: t]')}`))).toBe(
      // What the look foresaw is all that is known of the target.
      'p=false t=null',
    );
    expect(done).toEqual([]);
  });

  it('looks at its own target alone, not at what that is a prereq of', async () => {
    expect(
      outcome(
        await run(
          `${thing('c', 'same')}${thing('b', 'changes', 'prereq: [thing: c]')}${thing('a', 'changes', 'prereq: [thing: b]')}`,
        ),
      ),
    ).toBe('a=true* b=true c=true');
  });
});

describe('test mode', () => {
  it('touches nothing, and requisites go by what would change', async () => {
    const result = await run(
      `${thing('t', 'changes')}${thing('x', 'same', 'watch: [thing: t]')}${thing('y', 'changes', 'onchanges: [thing: t]')}${thing('z', 'same')}${thing('l', 'same', 'listen: [thing: t]')}`,
      { test: true },
    );
    expect(outcome(result)).toBe('t=null* x=null* y=null* z=true l=true listener_l=null*');
    expect(done).toEqual([]);
    expect([result.retcode, result.summary]).toEqual([
      0,
      { succeeded: 2, failed: 0, changed: 0, wouldChange: 4, skipped: 0, notReached: 0 },
    ]);
  });
});

describe('a condition that is a command', () => {
  it('is asked in the environment of its state, with values as Python prints them', async () => {
    const seen: unknown[] = [];
    const ask = { command: 'ask', answer: ({ options }: CommandCall) => (seen.push(options.env), {}) };
    const { low } = await compiled({
      'a.sls': 'a:\n  open.run:\n    - onlyif: ask\n    - env:\n      - RATE: 1.5\n      - DEBUG: true\n',
    });
    const context = { ...contextOf({}), call: async () => null };
    await runStates(low, memoryHost({ commands: [ask] }), context, { test: false });
    expect(seen).toEqual([{ RATE: '1.5', DEBUG: 'True' }]);
  });
});

describe('a condition that cannot be asked', () => {
  const sls = thing('a', 'changes', 'onlyif: test -e x', 'cwd: /not/there');

  it('fails its chunk', async () => {
    const result = await run(sls);
    expect([outcome(result), done]).toEqual(['a=false', []]);
  });

  it('leaves open in test mode what would be: an earlier chunk may make what it asks about', async () => {
    const { results } = await run(sls, { test: true });
    expect([...results.values()]).toMatchObject([
      { result: null, skipped: false, comment: expect.stringContaining('cannot be asked yet') },
    ]);
  });
});

describe('a run', () => {
  it('stops after a failure with failhard, and says what it did not reach', async () => {
    const result = await run(
      `${thing('a', 'fails', 'failhard: true')}${thing('b', 'changes')}${thing('c', 'changes')}`,
    );
    expect([outcome(result), result.summary.notReached, result.retcode]).toEqual(['a=false', 2, 1]);
    expect(outcome(await run(`${thing('a', 'fails')}${thing('b', 'changes')}`, { failhard: true }))).toBe('a=false');
  });

  it('stops between chunks when it is told to', async () => {
    const stop = new AbortController();
    const result = await run(`${thing('a', 'changes')}${thing('b', 'changes')}`, {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect([outcome(result), result.retcode]).toEqual(['a=true*', 8]);
  });

  it('retries until the result is as wanted, and tells of every attempt', async () => {
    const { results } = await run(thing('a', 'fails', 'retry: {attempts: 3, interval: 0}'));
    expect([...results.values()][0]?.comment).toBe(
      'Attempt 1: Returned a result of "False", with the following comment: "a failed"\nAttempt 2: Returned a result of "False", with the following comment: "a failed"\na failed',
    );
  });

  it('asks functions and templates for conditions', async () => {
    const { results } = await run(
      `${thing('a', 'changes', 'onlyif: [{fun: say.yes}]')}${thing('b', 'changes', 'unless: [{fun: say.yes}, false]')}${thing('c', 'changes', 'unless: [{fun: say.yes}]')}`,
    );
    expect([...results.values()].map(({ id, skipped, comment }) => [id, skipped, skipped ? comment : ''])).toEqual([
      ['a', false, ''],
      ['b', false, ''],
      ['c', true, 'unless condition is true'],
    ]);
  });

  it('joins parallel chunks before what requires them', async () => {
    const result = await run(
      `${thing('a', 'changes', 'parallel: true')}${thing('b', 'fails', 'parallel: true')}${thing('c', 'same', 'require: [thing: a]')}${thing('d', 'same', 'require: [thing: b]')}`,
    );
    expect(outcome(result)).toBe('a=true* b=false c=true d=false');
  });

  it('keys results as Salt does and numbers them in the order of running', async () => {
    const { results } = await run(`${thing('a', 'same', 'name: x')}`);
    expect([...results]).toMatchObject([
      ['thing_|-a_|-x_|-present', { id: 'a', name: 'x', sls: 'a', state: 'thing.present', position: 0 }],
    ]);
  });
});
