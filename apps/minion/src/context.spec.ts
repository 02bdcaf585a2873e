import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, type ValueMap } from '@fleet/values';
import { functionContext } from './context.js';
import { Functions } from './functions.js';
import type { PillarWish } from './pillar-source.js';

const map = (data: object): ValueMap => fromPlain(data) as ValueMap;

/** The context of a job, and what was asked of the pillar for it. */
function contextOf(name: string, kwargs: object, opts: object = {}) {
  const asked: PillarWish[] = [];
  const explained: [string | undefined, PillarWish][] = [];
  const context = functionContext(
    {
      jid: '1',
      function: name,
      kwargs: map(kwargs),
      confirmed: false,
      mayDestroy: false,
      signal: new AbortController().signal,
      progress: () => undefined,
    },
    {
      id: 'web1',
      version: '0',
      host: memoryHost(),
      opts: map(opts),
      functions: new Functions(
        { take: () => Promise.reject(new Error('no state run here')) } as never,
        () => undefined,
      ),
      grains: async () => new Map(),
      refreshGrains: async () => undefined,
      paths: { grains: '/g', schedule: '/s', cache: '/c' },
      pillar: async (wish) => {
        asked.push(wish);
        return new Map();
      },
      explainPillar: async (path, wish) => {
        explained.push([path, wish]);
        return new Map();
      },
      tree: () => Promise.reject(new Error('no tree here')),
    },
  );
  return { context, asked, explained };
}

describe('the pillar of a job', () => {
  it.each<[string, object, object, PillarWish]>([
    ['state.apply', {}, {}, {}],
    ['state.apply', { pillarenv: 'dev' }, {}, { environment: 'dev' }],
    ['state.apply', { pillar: { a: 1 } }, {}, { override: map({ a: 1 }) }],
    ['state.apply', { saltenv: 'dev' }, {}, {}],
    ['state.apply', { saltenv: 'dev' }, { pillarenv_from_saltenv: true }, { environment: 'dev' }],
    ['state.apply', { saltenv: 'dev', pillarenv: 'prod' }, { pillarenv_from_saltenv: true }, { environment: 'prod' }],
    ['state.apply', {}, { pillarenv: 'own' }, { environment: 'own' }],
    ['cmd.run', { pillarenv: 'dev' }, { pillarenv: 'own' }, { environment: 'own' }],
  ])('%s with %j, configured %j', async (name, kwargs, opts, wish) => {
    const { context, asked } = contextOf(name, kwargs, opts);
    await context.pillar();
    await context.pillar();
    expect(asked).toEqual([wish]);
  });

  it('is compiled anew after a refresh, and whenever a function asks for another one', async () => {
    const { context, asked, explained } = contextOf('pillar.items', {}, { pillarenv: 'own' });
    await context.pillar();
    await context.refresh('pillar');
    await context.pillar();
    await context.pillarOf?.({ environment: 'dev' });
    await context.pillarOf?.({ override: map({ a: 1 }) });
    await context.explainPillar?.('a:b', {});
    expect(asked).toEqual([
      { environment: 'own' },
      { environment: 'own' },
      { environment: 'dev' },
      { environment: 'own', override: map({ a: 1 }) },
    ]);
    expect(explained).toEqual([['a:b', { environment: 'own' }]]);
  });

  it('takes no override that is no mapping', async () => {
    await expect(contextOf('state.apply', { pillar: 'x' }).context.pillar()).rejects.toMatchObject({
      code: 'bad-arguments',
    });
  });
});
