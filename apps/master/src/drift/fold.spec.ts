import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { JobStore } from '@fleet/jobs';
import type { Return } from '@fleet/protocol';
import { foldReturn, type Folded } from './fold.js';

/** Where jids and clock begin. */
const start = Date.UTC(2026, 0, 1);

let directory: string;
let store: JobStore;
let count: number;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-drift-'));
  store = JobStore.open(join(directory, 'fleet.db'));
  count = 0;
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

interface Asked {
  readonly function?: string;
  readonly args?: string;
  readonly kwargs?: string;
  readonly kind?: 'drift';
  readonly minion?: string;
}
const dry = '{"test":true}';
const check: Asked = { kind: 'drift', kwargs: dry };

/** `a`: in order; `a?`: would change, the machine moved; `a!`: the wish moved; `a~`: nobody knows; `a-`: fails. */
function chunks(words: string): Record<string, unknown> {
  const results: Record<string, unknown> = { '?': null, '!': null, '~': null, '-': false };
  return Object.fromEntries(
    words
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => {
        const [id, mark = ''] = [word[0] as string, word[1]];
        const intended = mark === '?' ? { intended: false } : mark === '!' ? { intended: true } : {};
        const result = mark in results ? results[mark] : true;
        const changes = result === null ? { diff: word.slice(2) || 'x' } : {};
        return [
          `file_|-${id}_|-/etc/${id}_|-managed`,
          { result, changes, comment: `about ${id}`, name: `/etc/${id}`, __id__: id, __sls__: 'web', ...intended },
        ];
      }),
  );
}

function body(asked: Asked, words: string, over: Partial<Return> = {}): { jid: string; body: Return } {
  count += 1;
  const jid = `2026010100000000000${count}`;
  const { minion = 'web1', args = '[]', kwargs = '{}', kind } = asked;
  const name = asked.function ?? 'state.apply';
  store.jobs.create({
    ...{ jid, function: name, target: { type: 'glob', expression: '*' }, args, kwargs, operator: 'ops', created: 1 },
    ...(kind && { kind }),
    minions: [{ minion, key: `K-${minion}` }],
  });
  return {
    jid,
    body: {
      ...{ kind: 'return', v: 1, jid, minion, function: name, retcode: 0, success: true, started: 1, duration: 1 },
      value: JSON.stringify(chunks(words)),
      ...over,
    },
  };
}

/** The return of a job that was asked like that, as the master takes it. */
function returned(asked: Asked, words: string, over: Partial<Return> = {}): Folded | undefined {
  const { minion = 'web1' } = asked;
  return foldReturn(store, { minion, key: `K-${minion}` }, body(asked, words, over).body, start + count * 1000);
}

/** `a?1`: chunk, why, since which of the returns. */
const drift = (minion = 'web1'): string[] =>
  store.drift.of(`K-${minion}`).map(({ id, kind, since }) => {
    const mark = { corrective: '?', intentional: '!', unknown: '~' }[kind];
    return `${id}${mark}${(since - start) / 1000}`;
  });

describe('the drift of a minion', () => {
  it('is what a check finds, with why', () => {
    expect(returned(check, 'a b? c! d~')).toEqual({
      ...{ minion: 'web1', jid: expect.any(String), before: 0, now: 3, corrective: 1, intentional: 1 },
    });
    expect(drift()).toEqual(['b?1', 'c!1', 'd~1']);
    expect(store.drift.of('K-web1')[0]).toMatchObject({
      ...{ scope: 'highstate', sls: 'web', name: '/etc/b', state: 'file.managed', comment: 'about b' },
      changes: '{"diff":"x"}',
    });
  });

  it.each<[string, [Asked, string, Partial<Return>?][], string[]]>([
    [
      'keeps the time since when it is',
      [
        [check, 'a?'],
        [check, 'a?'],
      ],
      ['a?1'],
    ],
    [
      'keeps it also where the reason is another one now',
      [
        [check, 'a?'],
        [check, 'a!'],
      ],
      ['a!1'],
    ],
    [
      'ends where a check finds it in order',
      [
        [check, 'a? b?'],
        [check, 'a b?'],
      ],
      ['b?1'],
    ],
    [
      'begins anew after that',
      [
        [check, 'a?'],
        [check, 'a'],
        [check, 'a?'],
      ],
      ['a?3'],
    ],
    [
      'ends where it is applied',
      [
        [check, 'a? b?'],
        [{}, 'a b-'],
      ],
      ['b?1'],
    ],
    [
      'ends where some of it is applied',
      [
        [check, 'a? b?'],
        [{ function: 'state.sls_id', args: '["a","web"]' }, 'a'],
      ],
      ['b?1'],
    ],
    [
      'ends where any dry run finds it in order',
      [
        [check, 'a?'],
        [{ kwargs: dry }, 'a'],
      ],
      [],
    ],
    [
      'ends where it is wished no more',
      [
        [check, 'a? b?'],
        [check, 'b?'],
      ],
      ['b?1'],
    ],
    ['begins with no dry run of somebody who tries something', [[{ kwargs: dry }, 'a?']], []],
    [
      'does not end where something else was wished',
      [
        [check, 'a?'],
        [{ kwargs: '{"pillar":{"x":1}}' }, 'a'],
      ],
      ['a?1'],
    ],
    [
      'does not end in another environment',
      [
        [check, 'a?'],
        [{ args: '["web","dev"]' }, 'a'],
      ],
      ['a?1'],
    ],
    [
      'does not end where one state is tried by hand',
      [
        [check, 'a?'],
        [{ function: 'state.single' }, 'a'],
      ],
      ['a?1'],
    ],
    [
      'does not end with a run that was cut off',
      [
        [check, 'a? b?'],
        [check, 'b', { fault: { code: 'interrupted', message: 'x' } }],
      ],
      ['a?1'],
    ],
    [
      'does not end with a run that did not compile',
      [
        [check, 'a?'],
        [check, '', { value: '[]', retcode: 5 }],
      ],
      ['a?1'],
    ],
    [
      'does not end with a state that fails',
      [
        [check, 'a?'],
        [check, 'a-'],
      ],
      ['a?1'],
    ],
    [
      'of one check does not end with another',
      [
        [check, 'a? b?'],
        [{ ...check, args: '["web"]' }, 'c?'],
      ],
      ['a?1', 'b?1', 'c?2'],
    ],
    [
      'survives a return that holds nothing of the kind',
      [
        [check, 'a?'],
        [check, '', { value: '"nonsense"' }],
      ],
      ['a?1'],
    ],
    [
      'survives chunks that are none',
      [
        [check, 'a?'],
        [check, '', { value: '{"a":1,"b":{"result":null}}' }],
      ],
      expect.any(Array) as never,
    ],
  ])('%s', (_what, history, left) => {
    for (const [asked, words, over] of history) returned(asked, words, over);
    expect(drift()).toEqual(left);
  });

  it('is told by a minion that checks itself by its own schedule', () => {
    const scheduled = { name: 'own', args: '[]', kwargs: dry };
    const jid = '20260101000000000999';
    const told = (words: string) => ({ ...body({}, words).body, jid, scheduled });
    foldReturn(store, { minion: 'web1', key: 'K-web1' }, told('a?'), start + 1000);
    expect(drift()).toEqual(['a?1']);
    foldReturn(
      store,
      { minion: 'web1', key: 'K-web1' },
      { ...told('a'), scheduled: { ...scheduled, kwargs: '{}' } },
      start + 1,
    );
    expect(drift()).toEqual([]);
  });

  it('is that of each minion alone', () => {
    returned(check, 'a?');
    returned({ ...check, minion: 'web2' }, 'a! b?');
    returned({ minion: 'web2' }, 'a b');
    expect([drift(), drift('web2')]).toEqual([['a?1'], []]);
  });

  it('is not that of before, where a return was on its way for long', () => {
    const late = body(check, 'a?');
    returned(check, 'a');
    foldReturn(store, { minion: 'web1', key: 'K-web1' }, late.body, start + 9000);
    expect(drift()).toEqual([]);
  });

  it('is not ended by a check of before, either', () => {
    const late = body(check, 'a');
    returned(check, 'a?');
    expect(foldReturn(store, { minion: 'web1', key: 'K-web1' }, late.body, start + 9000)).toBeUndefined();
    expect(drift()).toEqual(['a?2']);
  });

  it.each([
    ['ten years', '20360101000000000999'],
    ['as far as it goes', '99999999999999999999'],
  ])('is looked for again where a check of its own came from a clock that was ahead by %s', (_what, jid) => {
    const scheduled = { name: 'own', args: '[]', kwargs: dry };
    foldReturn(store, { minion: 'web1', key: 'K-web1' }, { ...body({}, 'a?').body, jid, scheduled }, start - 1);
    expect(returned(check, 'a b?')).toMatchObject({ before: 1, now: 1 });
    expect(drift()).toEqual(['b?2']);
    expect(store.drift.checks()).toMatchObject([{ at: start + 2000 }]);
  });

  it('is bounded, and says how much there is', () => {
    const many = Object.fromEntries(
      Array.from({ length: 700 }, (_, at) => [
        `file_|-${at}_|-${at}_|-managed`,
        { result: null, changes: {}, intended: true },
      ]),
    );
    returned(check, '', { value: JSON.stringify(many) });
    expect(drift()).toHaveLength(500);
    expect(store.drift.checks()).toMatchObject([{ more: 200 }]);
  });

  it('keeps no diff that is too long', () => {
    returned(check, `a?${'x'.repeat(20_000)}`);
    expect(store.drift.of('K-web1')[0]?.changes).toMatch(/^"20011 characters, which is more than is kept/);
  });

  it('says of a check that it failed, and why', () => {
    returned(check, 'a- b?');
    expect(store.drift.checks()).toMatchObject([{ failed: 'file.managed a: about a', scope: 'highstate' }]);
    returned(check, '', { value: '[]', retcode: 5, fault: { code: 'compile-failed', message: 'web.sls:3 is wrong' } });
    expect(store.drift.checks()).toMatchObject([{ failed: 'web.sls:3 is wrong' }]);
    returned(check, 'a b');
    expect(store.drift.checks()[0]).not.toHaveProperty('failed');
  });

  it('writes down nothing where nothing is new but the time of the check', () => {
    returned(check, 'a? b!');
    const before = store.facts.waiting;
    returned(check, 'a? b!');
    // The job with whom it is for, and the check.
    expect(store.facts.waiting - before).toBeLessThanOrEqual(4);
  });

  it('is bounded for a minion that checks itself for whatever it likes', () => {
    const from = { minion: 'web1', key: 'K-web1' };
    for (let turn = 0; turn < 40; turn += 1) {
      const scheduled = { name: 'own', args: JSON.stringify([`sls${turn}`]), kwargs: dry };
      foldReturn(
        store,
        from,
        { ...body({}, 'a?').body, jid: `2026010100000000${5000 + turn}`, scheduled },
        start + 1000,
      );
    }
    const long = { name: 'own', args: JSON.stringify(['x'.repeat(5000)]), kwargs: dry };
    foldReturn(store, from, { ...body({}, 'a?').body, jid: '20260101000000009999', scheduled: long }, start + 1000);
    expect([store.drift.checks().length, drift().length]).toEqual([20, 20]);
    // And what the fleet asks for is not crowded out by chunks with endless names.
    const endless = { [`file_|-${'x'.repeat(9000)}_|-x_|-managed`]: { result: null, changes: {} } };
    expect(returned({ ...check, minion: 'web2' }, '', { value: JSON.stringify(endless) })).toMatchObject({ now: 0 });
  });

  it('is forgotten with the checks that nobody makes any more', () => {
    returned(check, 'a?');
    expect([store.drift.prune(start + 1000), store.drift.prune(start + 1001)]).toEqual([0, 1]);
    expect(drift()).toEqual([]);
  });
});
