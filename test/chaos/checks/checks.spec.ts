import { describe, expect, it } from '@jest/globals';
import { wholeHistory } from './history.mjs';
import { checkTable, violationsOf } from './table.mjs';

type History = ReturnType<typeof wholeHistory>;

const job = (history: History, number: number) => {
  const found = history.jobs.find(({ jid }) => jid.endsWith(`${number}`));
  if (!found) throw new Error(`no job ${number}`);
  return found as { jid: string; ended?: number; args: string; minions: Record<string, unknown>[] };
};
const row = (history: History, number: number, index = 0) =>
  job(history, number).minions[index] as { return?: Record<string, unknown>; silence?: unknown };
const drop = (history: History, number: number) =>
  history.jobs.splice(history.jobs.indexOf(job(history, number) as never), 1);
const again = (history: History, index: number, change: object) => {
  const message = history.stream[index] as History['stream'][number];
  history.stream.push({ ...message, sequence: 99, text: JSON.stringify({ ...JSON.parse(message.text), ...change }) });
};
const differs = (history: History, counts: object) =>
  history.rebuilt.differences.push({ table: 'jobs', ...counts, examples: ['{"jid":"1"}'] } as never);

/** Each breaks one promise, as a defect of fleet would. */
const cases: [string, string, (history: History) => unknown, RegExp][] = [
  ['a job that the store forgot', 'acknowledged', (history) => drop(history, 6), /does not have/],
  [
    'success that was none',
    'acknowledged',
    (h) => Object.assign(row(h, 1, 1).return!, { success: false, retcode: 1 }),
    /reported success/,
  ],
  ['a job without an end', 'outcomes', (history) => delete job(history, 2).ended, /has not ended/],
  ['a minion without an outcome', 'outcomes', (history) => delete row(history, 2, 1).silence, /neither/],
  ['two outcomes', 'outcomes', (h) => Object.assign(row(h, 1), { silence: { code: 'disconnected' } }), /called silent/],
  [
    'a silence without a reason',
    'outcomes',
    (h) => Object.assign(row(h, 2, 1), { silence: { code: 'hm' } }),
    /no known reason/,
  ],
  [
    'a fault that nobody foresaw',
    'outcomes',
    (h) => Object.assign(row(h, 1).return ?? {}, { fault: { code: 'internal', message: 'see the log' } }),
    /did not foresee/,
  ],
  [
    'an effect that came twice',
    'effects',
    (h) => h.hosts.a.effects.push({ operation: 'op-0001', mark: 'begin' }),
    /2 times/,
  ],
  [
    'an interrupted effect that came twice',
    'effects',
    (h) => h.hosts.a.effects.push({ operation: 'op-0002', mark: 'begin' }),
    /2 times/,
  ],
  [
    'one request, two jobs',
    'effects',
    (h) => h.jobs.push({ ...h.jobs[0]!, jid: '20260101120000000009' }),
    /became 2 jobs/,
  ],
  [
    'an effect of an unknown job',
    'effects',
    (h) => h.hosts.a.effects.push({ operation: 'op-0003', mark: 'begin' }),
    /does not have/,
  ],
  [
    'an effect on the wrong minion',
    'effects',
    (h) => h.hosts.b.effects.push({ operation: 'op-0004', mark: 'begin' }),
    /not meant/,
  ],
  [
    'an effect without a return',
    'effects',
    (h) => h.hosts.b.effects.push({ operation: 'op-0002', mark: 'begin' }),
    /no return/,
  ],
  ['an effect of a refusal', 'effects', (h) => (row(h, 2).return = { ...row(h, 6).return! }), /was refused/],
  ['success without its effect', 'effects', (h) => (h.hosts.b.effects = []), /began 0 times/],
  ['half an effect', 'effects', (h) => h.hosts.b.effects.pop(), /ended 0 times/],
  ['a state run without its effect', 'effects', (h) => h.hosts.a.effects.splice(3, 2), /began 0 times/],
  ['output with a hole', 'effects', (h) => (row(h, 5).return!.value = '"line 1\\nline 3"'), /1 lines of output/],
  ['a return kept back', 'returns', (h) => h.hosts.a.outbox.push('20260101120000000001' as never), /outbox/],
  [
    'a job that never left the journal',
    'returns',
    (h) => h.hosts.a.journal.push('20260101120000000001' as never),
    /begun still/,
  ],
  ['a return lost between stream and store', 'returns', (h) => delete row(h, 1).return, /store does not have/],
  ['a return lost before the stream', 'returns', (h) => h.stream.shift(), /stream does not have/],
  ['another return than was sent', 'returns', (h) => (row(h, 1).return!.value = '"else"'), /another return/],
  ['two truths', 'returns', (h) => again(h, 0, { success: false, retcode: 8 }), /contradict/],
  [
    'the truth after an interruption',
    'returns',
    (h) => again(h, 2, { success: true, retcode: 0, value: '""', fault: undefined }),
    /contradict/,
  ],
  ['half a message', 'returns', (h) => (h.stream[0]!.text = '{"kind":'), /half a return/],
  ['streams that lack a row', 'rebuilt', (h) => differs(h, { onlyFirst: 1, onlySecond: 0 }), /jobs: 1 rows are in the/],
  ['streams that have more', 'rebuilt', (h) => differs(h, { onlyFirst: 0, onlySecond: 2 }), /2 in the one from the/],
  ['a fact without its place', 'rebuilt', (h) => (h.rebuilt.replayed.unplaced = 3), /cannot use: 3 unplaced/],
  ['facts of a master that was replaced', 'rebuilt', (h) => (h.rebuilt.replayed.replaced = 1), /1 replaced/],
  ['facts that nobody can read', 'rebuilt', (h) => (h.rebuilt.streams.unreadable = 1), /1 unreadable/],
  ['a return of no job', 'rebuilt', (h) => (h.rebuilt.replayed.returns.unplaced = 1), /1 unplaced returns/],
  ['a rebuild that counts otherwise', 'rebuilt', (h) => (h.rebuilt.jobs = 4), /has 5 jobs, and the rebuild.* 4/],
  [
    'a rebuild that failed',
    'rebuilt',
    (h) => Object.assign(h, { rebuilt: { problem: 'rebuild: the streams hold no facts' } }),
    /not compared with the store: rebuild/,
  ],
  [
    'an audit log with a changed row',
    'audit',
    (h) => Object.assign(h.audit, { ok: false, code: 1, broken: 3, reason: 'it does not follow the row before' }),
    /does not hold from row 3: it does not follow/,
  ],
  ['a verdict that the exit code contradicts', 'audit', (h) => (h.audit.code = 1), /does not hold/],
  ['a job that the audit log does not know', 'audit', (h) => h.audit.jids.shift(), /who asked for the job/],
  [
    'half a managed file',
    'files',
    (h) => Object.assign(h.hosts.a.managed[0]!, { whole: false, lines: 3, of: 'op-0001 1/9' }),
    /no whole text/,
  ],
  [
    'half a file while it was replaced',
    'files',
    (h) => h.hosts.b.seenHalf.push('/srv/chaos/text-1 has 3 lines' as never),
    /saw half/,
  ],
  [
    'a damaged file of the minion',
    'files',
    (h) => h.hosts.b.halves.push('/var/lib/fleet/minion/identity/x.json' as never),
    /damaged/,
  ],
  [
    'a process that stayed',
    'left-behind',
    (h) => h.hosts.a.processes.push('12 effect op-0001' as never),
    /process is left/,
  ],
  ['a service that did not come back', 'left-behind', (h) => (h.hosts.a.worker = 'failed'), /is failed/],
  ['a minion that is mute', 'left-behind', (h) => delete (h.pings as Record<string, unknown>).b, /does not answer/],
  ['something that did not settle', 'left-behind', (h) => h.unsettled.push('every job has ended' as never), /not so/],
  ['a bridge that stayed', 'left-behind', (h) => h.leftovers.push('flt1' as never), /left behind/],
];

describe('the checker', () => {
  it('finds nothing where every promise held', () => {
    expect(violationsOf(wholeHistory())).toEqual([]);
  });

  it.each(cases)('finds %s', (_name, check, breakIt, what) => {
    const history = wholeHistory();
    breakIt(history);
    const found = violationsOf(history).filter((violation) => violation.check === check);
    expect(found.map((violation) => violation.what)).toContainEqual(expect.stringMatching(what));
  });

  it('has a case for each check', () => {
    expect(new Set(cases.map(([, check]) => check))).toEqual(new Set(checkTable.map(({ name }) => name)));
  });

  it('lets a return be sent twice, and a process call interrupted what an earlier one returned', () => {
    const history = wholeHistory();
    again(history, 0, {});
    again(history, 0, { success: false, retcode: 8, value: undefined, fault: { code: 'interrupted', message: 'x' } });
    expect(violationsOf(history)).toEqual([]);
  });
});
