/** A history in which every promise held, for specs that break one at a time. */
export function wholeHistory() {
  const jid = (number) => `2026010112000000000${number}`;
  const answer = (number, minion, more = {}) => ({
    kind: 'return',
    v: 1,
    jid: jid(number),
    minion,
    function: 'cmd.run',
    retcode: 0,
    success: true,
    value: '""',
    started: 0,
    duration: 1,
    ...more,
  });
  const interrupted = {
    retcode: 8,
    success: false,
    value: undefined,
    fault: { code: 'interrupted', message: 'the minion was stopped while this job ran' },
  };
  const refused = { retcode: 1, success: false, value: undefined, fault: { code: 'expired', message: 'too late' } };
  const output = Array.from({ length: 3 }, (_, index) => `line ${index + 1}`).join('\\n');
  const returns = [
    answer(1, 'a'),
    answer(1, 'b'),
    answer(2, 'a', interrupted),
    answer(4, 'a', { function: 'state.apply' }),
    answer(5, 'a', { value: `"${output}"` }),
  ];
  const job = (number, args, minions) => ({
    jid: jid(number),
    function: 'cmd.run',
    args,
    created: 0,
    ended: 1,
    minions,
  });
  const keys = { KA: 'a', KB: 'b' };
  const keyOf = (minion) => Object.keys(keys).find((key) => keys[key] === minion);
  const effect = (operation, ...marks) => marks.map((mark) => ({ operation, mark }));
  const host = (effects) => ({
    effects,
    seenHalf: [],
    outbox: [],
    journal: [],
    managed: [{ file: '/srv/chaos/text-0', whole: true }],
    halves: [],
    temporary: [],
    processes: [],
    worker: 'active',
  });
  return {
    seed: 1,
    minutes: 1,
    faults: [],
    operations: [
      { id: 'op-0001', kind: 'append', targets: ['a', 'b'], code: 0, jid: jid(1) },
      { id: 'op-0002', kind: 'append', targets: ['a', 'b'], code: 1, jid: jid(2) },
      // Nobody answered the operator, and nothing came of it.
      { id: 'op-0003', kind: 'append', targets: ['a'], code: 4 },
      { id: 'op-0004', kind: 'states', targets: ['a'], code: 0, jid: jid(4) },
      { id: 'op-0005', kind: 'stream', lines: 3, targets: ['a'], code: 0, jid: jid(5) },
      { id: 'op-0006', kind: 'ping', targets: ['a'], code: 1, jid: jid(6) },
    ],
    jobs: [
      job(1, '["effect op-0001 1"]', [
        { minion: 'a', acknowledged: 1, return: returns[0] },
        { minion: 'b', acknowledged: 1, return: returns[1] },
      ]),
      job(2, '["effect op-0002 1"]', [
        { minion: 'a', acknowledged: 1, return: returns[2] },
        { minion: 'b', silence: { code: 'disconnected', since: 1 } },
      ]),
      job(4, '["chaos.op_0004"]', [{ minion: 'a', acknowledged: 1, return: returns[3] }]),
      job(5, '["effect op-0005; seq"]', [{ minion: 'a', acknowledged: 1, return: returns[4] }]),
      job(6, '[]', [{ minion: 'a', return: answer(6, 'a', refused) }]),
    ],
    stream: returns.map((body, index) => ({
      sequence: index + 1,
      key: keyOf(body.minion),
      jid: body.jid,
      text: JSON.stringify(body),
    })),
    keys,
    hosts: {
      a: host([
        ...effect('op-0001', 'begin', 'end'),
        ...effect('op-0002', 'begin'),
        ...effect('op-0004', 'begin', 'end'),
        ...effect('op-0005', 'begin', 'end'),
      ]),
      b: host(effect('op-0001', 'begin', 'end')),
    },
    pings: { a: true, b: true },
    audit: { ok: true, code: 0, count: 5, jids: [1, 2, 4, 5, 6].map(jid) },
    rebuilt: {
      jobs: 5,
      replayed: {
        applied: 20,
        known: 0,
        replaced: 0,
        unplaced: 0,
        unknown: 0,
        returns: { stored: 5, known: 0, unplaced: 0 },
      },
      streams: { facts: 20, returns: 5, unreadable: 0 },
      differences: [],
    },
    unsettled: [],
    leftovers: [],
  };
}
