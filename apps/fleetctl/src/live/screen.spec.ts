import { describe, expect, it } from '@jest/globals';
import { coloured, columnsOf, plain } from '@fleet/output';
import type { JobEvent } from '@fleet/protocol';
import { LiveModel } from './model.js';
import { clock, screenLines } from './screen.js';

const jid = '20260101000000000000';
const created = (...minions: string[]): JobEvent => ({ event: 'created', jid, minions });
const began = (minion: string): JobEvent => ({ event: 'acknowledged', jid, minion });
const does = (minion: string, text: string): JobEvent => ({ event: 'progress', jid, minion, text });
const returned = (minion: string): JobEvent =>
  ({ event: 'returned', jid, minion, return: { retcode: 0 } }) as unknown as JobEvent;

/** Events at a second each; what failed is told by `!`. */
function model(...events: (JobEvent | { readonly failed: JobEvent })[]): LiveModel {
  const made = new LiveModel();
  for (const [second, event] of events.entries())
    made.take('failed' in event ? event.failed : event, second * 1000, 'failed' in event);
  return made;
}

const shown = (made: LiveModel, width: number, height: number, second: number): string[] =>
  screenLines(made, { width, height }, second * 1000, plain);

const ids = Array.from({ length: 40 }, (_, index) => `miner-${String(index + 1).padStart(2, '0')}.example.org`);
const busy = model(
  created(...ids.slice(0, 5)),
  began(ids[0] as string),
  does(ids[1] as string, '3/12 file.managed /etc/cortensor/node_01.env'),
  {
    event: 'progress',
    jid,
    minion: ids[0] as string,
    position: 10,
    total: 12,
    text: 'service.running cortensord@node_01',
  },
  began(ids[2] as string),
  { failed: returned(ids[4] as string) },
);

describe('the live view', () => {
  it.each([
    [
      200,
      [
        'miner-01.example.org 1:04 10/12 service.running cortensord@node_01',
        'miner-02.example.org 1:03  3/12 file.managed /etc/cortensor/node_01.env',
        'miner-03.example.org 1:01       began',
        'miner-04.example.org 1:05       not acknowledged yet',
        '1/5 returned, 1:05, 1 failed (miner-05.example.org), 1 not acknowledged yet, Ctrl-C leaves it running',
      ],
    ],
    [
      80,
      [
        'miner-01.example.org 1:04 10/12 service.running cortensord@node_01',
        'miner-02.example.org 1:03  3/12 file.managed /etc/cortensor/node_01.env',
        'miner-03.example.org 1:01       began',
        'miner-04.example.org 1:05       not acknowledged yet',
        '1/5 returned, 1:05, 1 failed (miner-05.example.org), 1 not acknowledged yet',
      ],
    ],
    [
      40,
      [
        'miner-…le.org 1:04 10/12 service.runni…',
        'miner-…le.org 1:03  3/12 file.managed …',
        'miner-…le.org 1:01       began',
        'miner-…le.org 1:05       not acknowled…',
        '1/5 returned, 1:05, 1 failed (miner-05…',
      ],
    ],
    [20, ['mine…org 1:04 10/12', 'mine…org 1:03  3/12', 'mine…org 1:01', 'mine…org 1:05', '1/5 returned, 1:05']],
    [5, ['mi…g', 'mi…g', 'mi…g', 'mi…g', '1/5…']],
    [1, ['…', '…', '…', '…', '…']],
  ])('in %d columns', (width, lines) => {
    expect(shown(busy, width, 24, 65).map((text) => text.trimEnd())).toEqual(lines);
  });

  it.each([
    [24, ['aa 0:02 x', 'bb 0:04 not acknowledged yet', '0/2 returned, 0:04']],
    [3, ['… and 2 more', '0/2 returned, 0:04']],
    [2, ['0/2 returned, 0:04']],
    [1, ['0/2 returned, 0:04']],
    [0, ['0/2 returned, 0:04']],
  ])('in %d rows', (height, lines) => {
    const made = model(created('aa', 'bb'), began('aa'), does('aa', 'x'));
    // The hint is cut off with what is not acknowledged: both are of no matter here.
    made.started = 0;
    const rows = shown(made, 200, height, 4).map((text) => text.replace(/, (1|2) not acknowledged.*|, Ctrl-C.*/, ''));
    expect(rows).toEqual(lines.map((line) => line.replace('0:02 x', '0:03 x')));
  });

  it('of one minion is one line, and nothing is counted', () => {
    expect(shown(model(created('web1'), does('web1', '1/2 pkg.installed nginx')), 80, 24, 3)).toEqual([
      'web1 0:02 1/2 pkg.installed nginx',
    ]);
  });

  it('says that the master is away', () => {
    const made = model(created('web1'), began('web1'));
    made.masterAway = 2000;
    expect(shown(made, 100, 24, 12)).toEqual([
      'web1 0:11 began',
      '0/1 returned, 0:12, no answer from the master for 0:10, Ctrl-C leaves it running',
    ]);
  });

  it('keeps the place of a run while what a command says goes by', () => {
    const made = model(created('a', 'b'), does('a', '3/7 cmd.run x'), {
      event: 'output',
      jid,
      minion: 'a',
      start: 0,
      text: 'pulling\n',
    });
    expect(shown(made, 80, 24, 2)[0]).toBe('a 0:01 3/7 pulling');
  });

  it('a return that comes before its acknowledgement is counted once, and nothing comes after it', () => {
    const made = model(created('a', 'b'), returned('a'), returned('a'), began('a'), does('a', 'x'), began('nobody'));
    expect([made.returned, [...made.working.keys()], [...made.unheard.keys()]]).toEqual([1, [], ['b']]);
  });

  it.each([20, 33, 80, 200])('fits %d columns and any height, whatever minions say', (width) => {
    const nasty = ['漢字'.repeat(50), '\u001b[2J\u001b[H', '🚀'.repeat(99), 'e\u0301'.repeat(300), '7/8 x\ny\r\nz', ''];
    const made = model(
      created(...ids),
      ...ids.slice(0, 30).map((id, index) => does(id, nasty[index % nasty.length] as string)),
      ...ids.slice(30).map((id) => ({ failed: returned(id) })),
    );
    for (let height = 1; height < 60; height += 1) {
      const lines = screenLines(made, { width, height }, 3_600_000, coloured);
      expect(lines.length).toBeLessThanOrEqual(Math.max(1, height - 1));
      for (const line of lines) {
        const bare = line.replace(/\u001b\[[0-9]+m/g, '');
        expect(bare).not.toMatch(/[\u0000-\u001f]/);
        expect(columnsOf(bare)).toBeLessThan(width);
      }
    }
  });

  it('looks only at minions that it shows', () => {
    const made = new LiveModel();
    made.take(created(...Array.from({ length: 5000 }, (_, index) => `m${index}`)), 0);
    expect(shown(made, 80, 6, 1)).toEqual([
      'm0 0:01 not acknowledged yet',
      'm1 0:01 not acknowledged yet',
      'm2 0:01 not acknowledged yet',
      '… and 4997 more',
      '0/5000 returned, 0:01, 5000 not acknowledged yet, Ctrl-C leaves it running',
    ]);
    let read = 0;
    const entries = made.unheard[Symbol.iterator].bind(made.unheard);
    made.unheard[Symbol.iterator] = () => {
      const inner = entries();
      const next = inner.next.bind(inner);
      inner.next = () => ((read += 1), next());
      return inner;
    };
    shown(made, 80, 6, 1);
    expect(read).toBeLessThan(10);
  });
});

it.each([
  [-5, '0:00'],
  [4_999, '0:04'],
  [754_000, '12:34'],
  [3_723_000, '1:02:03'],
])('%d ms are %s', (milliseconds, text) => expect(clock(milliseconds)).toBe(text));
