import { describe, expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import { fittingTable } from './fitting-table.js';

const headings = ['JID', 'STANDS', 'TARGET', 'CALL'];
const rows = [
  ['20261122012609556000', 'running', '*', "cmd.run 'echo begun; sleep 40'"],
  ['20261122012609557000', 'waiting', 'list miner-01,web1,web2', 'test.ping'],
];
const at = (width: number | undefined, flexible: 1 | 2 = 2, what = rows): string[] =>
  fittingTable(
    headings,
    what,
    {
      paint: plain,
      ...(width !== undefined && {
        screen: { width, height: 24, write: () => undefined, onResize: () => () => undefined },
      }),
    },
    flexible,
  ).split('\n');

describe('a table that fits', () => {
  it('has everything where nobody watches, and where there is room', () => {
    const whole = [
      'JID                   STANDS   TARGET                   CALL',
      "20261122012609556000  running  *                        cmd.run 'echo begun; sleep 40'",
      '20261122012609557000  waiting  list miner-01,web1,web2  test.ping',
    ];
    expect(at(undefined)).toEqual(whole);
    expect(at(200)).toEqual(whole);
  });

  it('cuts its last columns, and no id', () => {
    expect(at(60)).toEqual([
      'JID                   STANDS   TARGET    CALL',
      "20261122012609556000  running  *         cmd.run 'echo begu…",
      '20261122012609557000  waiting  list mi…  test.ping',
    ]);
  });

  it.each([20, 30, 44, 45, 50, 60, 80, 120])(
    'at %d columns has no line that is cut but the last of a row, and none too wide but for an id',
    (width) => {
      for (const flexible of [1, 2] as const)
        for (const line of at(width, flexible))
          expect(line.length <= width || /^ {2}(stands|target) /.test(line)).toBe(true);
      for (const [jid] of rows) expect(at(width).join('\n')).toContain(jid);
    },
  );

  it('is a few lines for each row on a narrow terminal', () => {
    expect(at(32, 1)).toEqual([
      '20261122012609556000',
      '  stands running, target *',
      "  call cmd.run 'echo begun; sle…",
      '20261122012609557000',
      '  stands waiting',
      '  target list miner-01,web1,web2',
      '  call test.ping',
    ]);
  });

  it('stands wide letters and what is no text', () => {
    for (const line of at(50, 2, [['20261122012609556000', 'running', '東京'.repeat(20), 'a\u001b[2J\nb']]))
      expect(line).not.toContain('\u001b');
  });
});
