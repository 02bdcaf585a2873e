import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { jobOf, returnOf, rolloutOf } from '../test-support/samples.js';
import { takeFacts } from '../test-support/told.js';
import { comparedTables, compareStores } from './compare-stores.js';
import type { Fact } from './fact-table.js';
import { JobStore } from './job-store.js';
import { toldTables, untoldTables } from './told-rows.js';

let directory: string;
let store: JobStore;
let second: JobStore;
const file = (name: string): string => join(directory, name);
const [first, other, third] = ['20260101000000000001', '20260101000000000002', '20260101000000000003'] as const;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-replay-'));
  store = JobStore.open(file('first.db'));
  second = JobStore.open(file('second.db'), { telling: false });
});
afterEach(() => {
  store.close();
  second.close();
  rmSync(directory, { recursive: true });
});

/** Everything that may happen in a fleet; answers the returns that the stream got. */
function work(): { key: string; jid: string; at: number; body: ReturnType<typeof returnOf> }[] {
  const { jobs, keys, tokens, audit, artifacts, retention } = store;
  for (const minion of ['web1', 'web2', 'web3'])
    keys.enrol({ minion, key: `K-${minion}`, sealKey: 's', fingerprint: 'f', at: 1 });
  keys.decide('K-web1', 'accepted', 2);
  keys.decide('K-web2', 'accepted', 3);
  keys.decide('K-web2', 'rejected', 4);
  keys.remove('K-web3');
  tokens.create({ key: 'T', created: 1, expires: 9, uses: 2, operator: 'ops' });
  tokens.use('T', { key: 'K-web1', minion: 'web1' }, 5);
  tokens.create({ key: 'old', created: 1, expires: 2, uses: 2, operator: 'ops' });
  tokens.prune(3);
  artifacts.save({
    key: 'K-web1',
    minion: 'web1',
    path: 'a',
    size: 1,
    sha256: 'x',
    storedSize: 1,
    secret: true,
    stored: 4,
  });
  artifacts.save({
    key: 'K-web1',
    minion: 'web1',
    path: 'b',
    size: 1,
    sha256: 'x',
    storedSize: 1,
    secret: false,
    stored: 4,
  });
  artifacts.remove('web1', 'a');
  audit.append({ at: 1, who: "o'brien", action: 'job_create', args: '{"a": "\\u0000\n"}', outcome: 'done' });
  jobs.create(jobOf('20250101000000000001', 'web1'));
  jobs.end('20250101000000000001', Date.UTC(2025, 0, 1), []);
  jobs.create({
    ...jobOf(first, 'web1', 'web2', 'web3'),
    args: `["${'x'.repeat(300_000)}"]`,
    timeout: 5,
    revision: 'r',
  });
  jobs.create({ ...jobOf(other, 'web1', 'web2'), rollout: 'a1', step: 'wave 1' });
  jobs.create({ ...jobOf(third), kind: 'drift' });
  retention.forgetJobs(Date.UTC(2025, 5, 1));
  const returns = [returnOf(first, 'web1', false), returnOf(other, 'web1'), returnOf('20250101000000000001', 'web1')];
  for (const body of returns) jobs.record({ key: 'K-web1', minion: 'web1' }, body, 40);
  jobs.acknowledge(first, 'K-web2', 5);
  jobs.record({ key: 'K-web2', minion: 'web2' }, returnOf(first, 'web2', false), 6, { own: true });
  jobs.end(first, 50, [{ key: 'K-web3', reason: { code: 'disconnected', since: 3 } }]);
  jobs.end(other, 60, [{ key: 'K-web2', reason: { code: 'no-acknowledgement' } }]);
  jobs.acknowledge(other, 'K-web2', 70);
  const { rollouts } = store;
  for (const id of ['a1', 'b2', 'c3']) rollouts.create(rolloutOf(id));
  rollouts.save('a1', { ...rolloutOf('a1').progress, state: 'wave', jid: other });
  rollouts.end('b2', { ...rolloutOf('b2').progress, state: 'aborted', withdraw: other }, 80, true);
  rollouts.end('c3', { ...rolloutOf('c3').progress, state: 'done' }, 5, false);
  rollouts.create(rolloutOf('d4'));
  rollouts.end('d4', { ...rolloutOf('d4').progress, state: 'done' }, 1, false);
  rollouts.prune(3);
  const { schedules, drift } = store;
  for (const name of ['nightly', 'gone', 'off']) schedules.meet(name, '{}', 3);
  schedules.turn('nightly', { last: 5, ran: 6, outcome: 'started', jid: other });
  schedules.turn('nightly', { ran: 7, outcome: 'refused', note: "not o'brien" });
  schedules.setTimes('nightly', 4, undefined);
  schedules.enable('off', false);
  schedules.remove('gone');
  const found = {
    key: 'K-web1',
    minion: 'web1',
    scope: 'highstate',
    sls: 'web',
    id: 'x',
    name: 'x',
    state: 'file.managed',
  };
  for (const tag of ['a', 'b']) drift.put({ ...found, tag, kind: 'corrective', since: 9, comment: 'c', changes: '{}' });
  drift.put({ ...found, tag: 'a', kind: 'intentional', since: 10, comment: "d'", changes: '{"diff":"\\u0000"}' });
  drift.remove('K-web1', 'highstate', 'b');
  const check = { key: 'K-web1', minion: 'web1', scope: 'highstate', jid: other, at: 9, more: 0 };
  drift.checked({ ...check, failed: 'no' });
  drift.checked({ ...check, at: 11, more: 2 });
  drift.checked({ ...check, jid: first, at: 12 });
  drift.checked({ ...check, scope: 'old', at: 1 });
  drift.prune(5);
  store.meta.next('pillar');
  return returns.map((body) => ({ key: 'K-web1', jid: body.jid, at: 41, body }));
}

function rebuild(messages: readonly (readonly [epoch: number, facts: readonly Fact[]])[], into = second) {
  const replay = into.replay({ afresh: into === second });
  for (const [epoch, facts] of messages) replay.facts(epoch, facts);
  return replay;
}

describe('a store that is made from facts', () => {
  it('is the store that told them', () => {
    const returns = work();
    const facts = takeFacts(store);
    const replay = rebuild([[store.epoch, facts]]);
    replay.returns(returns);
    expect(compareStores(file('first.db'), file('second.db'))).toEqual([]);
    expect(replay.outcome).toEqual({
      applied: facts.length,
      known: 0,
      replaced: 0,
      unplaced: 0,
      unknown: 0,
      returns: { stored: 2, known: 0, unplaced: 1 },
    });
    expect(second.facts.waiting).toBe(0);
  });

  it('begins a later epoch, gives later jids, and counts on from further ahead', () => {
    work();
    const before = store.meta.next('pillar');
    const replay = rebuild([[Date.now() + 1_000_000, takeFacts(store)]]);
    const epoch = replay.finish();
    expect(epoch).toBeGreaterThan(Date.now() + 900_000);
    expect(second.epoch).toBe(epoch);
    expect(second.jobs.lastJid()).toBe(third);
    expect(second.meta.next('pillar')).toBeGreaterThan(before);
  });

  it('is the same when messages came twice, in whatever pieces', () => {
    const returns = work();
    const facts = takeFacts(store);
    const { epoch } = store;
    const replay = rebuild([
      [epoch, facts.slice(0, 7)],
      [epoch, facts.slice(3, 12)],
      [epoch, facts.slice(0, 20)],
      [epoch, facts.slice(12)],
    ]);
    for (const item of [...returns, ...returns]) replay.returns([item]);
    expect(compareStores(file('first.db'), file('second.db'))).toEqual([]);
    expect(replay.outcome.returns).toEqual({ stored: 2, known: 2, unplaced: 2 });
  });

  it('does not believe a master that had been replaced', () => {
    store.jobs.create(jobOf(first, 'web1'));
    const before = takeFacts(store);
    store.jobs.create(jobOf(other, 'web1'));
    const fenced = takeFacts(store);
    const replay = rebuild([
      [100, before],
      [200, []],
      [200, [{ id: 900, kind: 'forget', body: '{"through":"0","before":0}' }]],
      [100, fenced],
    ]);
    expect(replay.outcome.replaced).toBe(fenced.length);
    expect(second.jobs.list(9).map(({ jid }) => jid)).toEqual([first]);
  });

  it('says what it could not place, and what it does not know', () => {
    const replay = rebuild([
      [
        1,
        [
          { id: 1, kind: 'set', body: `{"t":"jobs","r":{"jid":"${first}","ended":5}}` },
          { id: 2, kind: 'expect', body: `{"jid":"${first}","members":"1-3"}` },
          { id: 3, kind: 'return', body: `{"member":9,"at":1,"body":${JSON.stringify(returnOf(first, 'web1'))}}` },
          { id: 4, kind: 'put', body: '{"t":"sqlite_schema","r":{"name":"x"}}' },
          { id: 5, kind: 'put', body: '{"t":"keys","r":{"key":"x","x\\" = 1 --":1}}' },
          { id: 6, kind: 'song', body: '{}' },
        ],
      ],
    ]);
    expect(replay.outcome).toMatchObject({ applied: 0, unplaced: 3, unknown: 3 });
  });

  it('lets no return move the next jid to the end of time', () => {
    const replay = rebuild([]);
    const at = Date.UTC(2026, 0, 1, 12);
    const stray = (jid: string) => ({ key: 'K', jid, at, body: returnOf(jid, 'web1') });
    replay.returns([stray('99999999999999999999'), stray('20260101120000000007'), stray('20260102000000000000')]);
    replay.finish();
    expect(second.jobs.lastJid()).toBe('20260101120000000007');
  });
});

describe('a copy that is brought up to date', () => {
  it('takes what came after it, and tells what the stream does not have', async () => {
    work();
    const published = takeFacts(store);
    store.jobs.create(jobOf('20260102000000000001', 'web1'));
    store.close();
    const copy = new Sqlite(file('first.db'));
    await copy.backup(file('copy.db'));
    copy.close();
    store = JobStore.open(file('first.db'));
    const restored = JobStore.open(file('copy.db'));
    store.jobs.create(jobOf('20260103000000000001', 'web1'));
    const later = takeFacts(store);
    const replay = rebuild([[store.epoch, [...published, ...later]]], restored);
    const waiting = restored.facts.waiting;
    const { epoch } = store;
    expect(replay.finish()).toBeGreaterThan(epoch);
    expect(waiting).toBeGreaterThan(0);
    expect(restored.facts.after(0).every(({ body }) => body.includes('"meta"'))).toBe(true);
    expect(replay.outcome.known).toBeGreaterThan(published.length);
    expect(
      restored.jobs
        .list(9)
        .map(({ jid }) => jid)
        .slice(0, 2),
    ).toEqual(['20260103000000000001', '20260102000000000001']);
    restored.close();
  });
});

describe('rows that are told', () => {
  it('are of every table, or the reason is written down', () => {
    const raw = new Sqlite(file('first.db'), { readonly: true });
    const tables = raw
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all();
    raw.close();
    expect([...toldTables.map(({ table }) => table), ...Object.keys(untoldTables)].sort()).toEqual(tables.sort());
    // What is told and not compared could be told wrongly. The counters of a store that was made anew are ahead.
    expect(Object.keys(comparedTables)).toEqual(
      expect.arrayContaining(toldTables.map(({ table }) => table).filter((table) => table !== 'meta')),
    );
  });

  it('can be told again, for a stream that has forgotten the first time', () => {
    work();
    takeFacts(store);
    store.assertRows();
    const replay = rebuild([[5, takeFacts(store)]]);
    expect(replay.outcome.unplaced + replay.outcome.unknown).toBe(0);
    expect(second.keys.all()).toEqual(store.keys.all());
    expect(compareStores(file('first.db'), file('second.db')).map(({ table }) => table)).toEqual([
      'jobs',
      'expected',
      'returns',
      'job_totals',
      'rollouts',
      'audit',
    ]);
  });

  it('take no more than the change itself where it is undone', async () => {
    const before = store.facts.waiting;
    const failed = store.write(({ jobs }) => {
      jobs.create(jobOf(first, 'web1', 'web2'));
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(store.facts.waiting).toBe(before);
    // The numbers of its minions were undone too.
    await store.write(({ jobs }) => jobs.create(jobOf(first, 'web2')));
    const replay = rebuild([[1, takeFacts(store)]]);
    expect(replay.outcome.unplaced).toBe(0);
    expect(second.jobs.expected(first).map(({ minion }) => minion)).toEqual(['web2']);
  });
});

describe('two stores', () => {
  it('that differ are told apart, table by table', () => {
    work();
    const facts = takeFacts(store);
    rebuild([[1, facts]]);
    const found = compareStores(file('first.db'), file('second.db'), 1);
    expect(found.map(({ table, onlyFirst, onlySecond }) => [table, onlyFirst, onlySecond])).toEqual([
      ['returns', 2, 0],
      ['job_totals', 2, 2],
    ]);
    expect(found[0]?.examples).toHaveLength(1);
  });
});
