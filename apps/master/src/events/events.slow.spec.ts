import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signRequest } from '@fleet/identity';
import { subjects, type EventListAsk, type EventRow, type FleetEvent, type Reply } from '@fleet/protocol';
import type { FakeMinion } from '../../test-support/fake-minion.js';
import { ScratchMaster } from '../../test-support/scratch-master.js';

let fleet: ScratchMaster;
let web1: FakeMinion;
let web2: FakeMinion;

beforeAll(async () => {
  fleet = await ScratchMaster.start({
    events: { rows: 2000, bytes: 8 * 1024 ** 2, keep: 3_600_000 },
    roles: new Map([
      ['watcher', { functions: [], may: ['events'], readOnly: false, minions: '*' }],
      ['keeper', { functions: [], may: ['events', 'keys'], readOnly: false, minions: '*' }],
    ]),
  });
  web1 = await fleet.minion('web1');
  web2 = await fleet.minion('web2');
});
afterAll(() => fleet?.stop());

function fire(minion: FakeMinion, tag: string, data = '{}'): Promise<Reply<unknown>> {
  const subject = subjects.event(minion.keys.publicKey);
  return minion.bus.request(subject, { kind: 'event', v: 1, tag, data }) as Promise<Reply<unknown>>;
}

async function tags(ask: EventListAsk = {}): Promise<string[]> {
  return (await fleet.must('event_list', { order: 'oldest', limit: 1000, ...ask })).events.map(({ tag }) => tag);
}

/** Ids are of the run; kinds are not. */
function shape(tag: string): string {
  return tag.replace(/\d{20}/, 'JID').replace(/[0-9a-f]{10}(?=\/)/, 'ID');
}

describe('the journal', () => {
  it('tells of keys and minions as they come', async () => {
    expect(await tags({ minion: 'web1' })).toEqual(['key/web1/pending', 'key/web1/accepted', 'minion/web1/up']);
    expect((await tags())[0]).toBe('master/started');
  });

  it('tells of a job from its beginning to its end, with what the audit log shows of its call', async () => {
    const { last } = await fleet.inStore(({ events }) => ({ last: events.last }));
    await fleet.run('web*', 'test.ping', { kwargs: '{"password":"hunter2"}' });
    await fleet.until(async () => (await tags({ behind: last })).some((tag) => tag.endsWith('/end')));
    const told = (await fleet.must('event_list', { order: 'oldest', behind: last })).events;
    expect(told.map(({ tag }) => shape(tag)).sort()).toEqual([
      'job/JID/end',
      'job/JID/new',
      'job/JID/ret/web1',
      'job/JID/ret/web2',
    ]);
    expect(shape(told[0]?.tag ?? '')).toBe('job/JID/new');
    expect(shape(told.at(-1)?.tag ?? '')).toBe('job/JID/end');
    expect(JSON.parse(told[0]?.data ?? '')).toMatchObject({
      function: 'test.ping',
      operator: 'spec-1',
      minions: 2,
      args: [],
      target: { type: 'glob', expression: 'web*' },
    });
    expect(JSON.stringify(told)).not.toContain('hunter2');
    expect(JSON.parse(told.at(-1)?.data ?? '')).toMatchObject({ expected: 2, returned: 2, failed: 0, silent: [] });
    // One job is found by its tag alone.
    const jid = told[0]?.tag.split('/')[1] as string;
    expect(await tags({ tag: `job/${jid}/*` })).toHaveLength(4);
  });

  it('tells of operators, and of who was silent', async () => {
    await fleet.must('operator_add', { name: 'alice', roles: ['viewer'] });
    await fleet.must('operator_revoke', { name: 'alice' });
    expect(await tags({ tag: 'operator/*' })).toEqual(['operator/alice/invited', 'operator/alice/revoked']);
    await web2.bus.drain();
    await web2.close();
    await fleet.until(async () => (await tags({ tag: 'minion/*/down' })).length === 1);
    await fleet.run('web2', 'test.ping');
    await fleet.until(
      async () =>
        (await fleet.must('event_list', { tag: 'job/*/end', limit: 1 })).events[0]?.data.includes('web2') === true,
    );
    const [end] = (await fleet.must('event_list', { tag: 'job/*/end', limit: 1 })).events;
    expect(JSON.parse(end?.data ?? '')).toMatchObject({
      returned: 0,
      silent: [{ minion: 'web2', reason: 'disconnected' }],
    });
  });

  it.each(['job/1/new', 'key/web9/accepted', 'minion', 'rollout/x/done', 'drift/x', 'sink/x/test'])(
    'takes no event of a minion that looks like one of the master: %s',
    async (tag) => {
      expect(await fire(web1, tag)).toMatchObject({ ok: false, fault: { code: 'bad-arguments' } });
    },
  );

  it('is read in parts, forwards and backwards, without a gap or a double', async () => {
    for (let n = 0; n < 30; n += 1) expect(await fire(web1, `part/${n}`, `{"n":${n}}`)).toMatchObject({ ok: true });
    for (const order of ['oldest', 'newest'] as const) {
      const seen: number[] = [];
      let behind: number | undefined;
      do {
        const answer = await fleet.must('event_list', {
          tag: 'part/*',
          order,
          limit: 7,
          ...(behind !== undefined && { behind }),
        });
        seen.push(...answer.events.map(({ data }) => (JSON.parse(data) as { n: number }).n));
        behind = answer.behind;
      } while (behind !== undefined);
      const wanted = Array.from({ length: 30 }, (_, n) => n);
      expect(seen).toEqual(order === 'oldest' ? wanted : wanted.reverse());
    }
  });

  it('is counted by kind and by minion', async () => {
    const byTag = await fleet.must('event_count', { by: 'tag', tag: 'part/*' });
    expect(byTag).toMatchObject({ total: 30, rows: [{ name: 'part/*', count: 30 }] });
    const byMinion = await fleet.must('event_count', { by: 'minion', minion: 'web?' });
    expect(byMinion.rows.map(({ name }) => name)).toEqual(['web1', 'web2']);
    expect(await fleet.must('event_count', { by: 'tag', since: Date.now() + 60_000 })).toMatchObject({
      total: 0,
      rows: [],
    });
  });

  it('shows nobody what it could not see otherwise', async () => {
    const words = async (role: string): Promise<string[]> => {
      const as = await fleet.newOperator([role]);
      const listed = await fleet.ask('event_list', { limit: 1000 }, as);
      const counted = await fleet.ask('event_count', { by: 'tag' }, as);
      if (!listed.ok || !counted.ok) throw new Error(JSON.stringify([listed, counted]));
      const first = (name: string): string => name.split('/')[0] as string;
      const inList = [...new Set(listed.result.events.map(({ tag }) => first(tag)))].sort();
      expect([...new Set(counted.result.rows.map(({ name }) => first(name)))].sort()).toEqual(inList);
      return inList;
    };
    expect(await words('watcher')).toEqual(['master', 'part']);
    expect(await words('keeper')).toEqual(['key', 'master', 'part']);
    expect(await words('admin')).toEqual(['job', 'key', 'master', 'minion', 'operator', 'part']);
  });

  it('is slow for nobody, whatever glob is asked', async () => {
    const evil = `${'*a'.repeat(250)}b`;
    expect(await fleet.must('event_list', { tag: evil })).toMatchObject({ events: [] });
    expect(await fleet.ask('event_list', { tag: 'a'.repeat(513) })).toMatchObject({ fault: { code: 'malformed' } });
  });
});

describe('a watcher that comes back', () => {
  async function watched(ask: object, enough: (events: FleetEvent[]) => boolean): Promise<FleetEvent[]> {
    const events: FleetEvent[] = [];
    const asked = signRequest(fleet.operator.signer, 'event_watch', ask);
    const subject = subjects.operatorRequest(fleet.operator.key, 'event_watch');
    for await (const reply of fleet.operator.requestMany(subject, asked, { timeout: 60_000, idle: 60_000 })) {
      events.push((reply as { result: FleetEvent }).result);
      if (enough(events)) return events;
    }
    return events;
  }
  const fired = (events: FleetEvent[]): EventRow[] =>
    events.flatMap((event) => (event.event === 'fired' ? [event] : []));

  it('finds what it missed, also over a restart of the master, with numbers that go on', async () => {
    const { events } = await fleet.must('event_list', { limit: 1 });
    const after = events[0]?.sequence as number;
    await fleet.stopMaster();
    await fleet.startMaster();
    await fleet.until(async () => (await fleet.ask('minion_status', {})).ok);
    await fleet.until(async () => (await fire(web1, 'back/again').catch(() => ({ ok: false }))).ok);
    const missed = fired(await watched({ after }, (seen) => fired(seen).some(({ tag }) => tag === 'back/again')));
    expect(missed.map(({ tag }) => tag)).toEqual(
      expect.arrayContaining(['master/stopped', 'master/started', 'back/again']),
    );
    const numbers = missed.map(({ sequence }) => sequence);
    expect([...numbers].sort((a, b) => a - b)).toEqual(numbers);
    expect(numbers[0]).toBe(after + 1);
  });

  it('is told where the journal does not go back so far, or never went', async () => {
    const [listening] = await watched({ after: 1 }, () => true);
    expect(listening).toMatchObject({ event: 'listening', gap: true });
    const [ahead] = await watched({ after: Number.MAX_SAFE_INTEGER }, () => true);
    expect(ahead).toMatchObject({ event: 'listening', gap: true });
  });
});

describe('a minion that floods', () => {
  it('is told to wait, and the journal stays within its bounds', async () => {
    const answers = await Promise.all(
      Array.from({ length: 300 }, () => fire(web1, 'flood', `{"x":"${'y'.repeat(1000)}"}`)),
    );
    expect(answers.filter((answer) => !answer.ok && answer.fault.code === 'busy').length).toBeGreaterThan(150);
    await fleet.inStore((store) =>
      store.write(({ events }) => {
        for (let n = 0; n < 3000; n += 1) events.append({ at: Date.now(), tag: 'old', kind: 'old', data: '{}' });
      }),
    );
    // The master counts what it wrote itself, and all of it at the next start.
    await fleet.stopMaster();
    await fleet.startMaster();
    await fleet.until(async () => (await fleet.ask('minion_status', {})).ok);
    await fleet.until(() => fleet.inStore(({ events }) => events.totals().count <= 2000));
    expect(await fleet.inStore(({ events }) => events.totals().count)).toBeGreaterThan(1900);
  });
});
