import { describe, expect, it } from '@jest/globals';
import type { JobRow, Return } from '@fleet/protocol';
import { JobLogText } from './job-log-text.js';

const jid = '20260121033011000000';
const row: JobRow = {
  jid,
  function: 'state.apply',
  target: { type: 'glob', expression: 'miner-*' },
  args: '["cortensord"]',
  kwargs: '{}',
  operator: 'alice',
  created: Date.UTC(2026, 0, 21, 3, 30, 11),
  expected: 2,
  returned: 1,
  failed: 0,
};
const back = (more: Partial<Return> = {}): Return => ({
  kind: 'return',
  v: 1,
  jid,
  minion: 'web1',
  function: 'state.apply',
  retcode: 0,
  success: true,
  started: 1,
  duration: 3200,
  ...more,
});
const at = Date.UTC(2026, 0, 21, 3, 30, 15, 102);

/** A master that begins with what is in the file. */
function reread(file: string): JobLogText {
  const text = new JobLogText();
  for (const line of file.split('\n').slice(0, -1)) text.read(Buffer.from(line));
  return text;
}

describe('the log of a job', () => {
  it('has a head, each line with its minion, what came of it, and an end', () => {
    const text = new JobLogText();
    const log = [
      text.head(row),
      text.said('web1', 0, '03:30:12.000 [EXEC]  1/2 file.managed /etc/x\nhalf '),
      text.said('web2.example.org', 0, 'two\n'),
      text.said('web1', 50, 'a line\n'),
      text.came('web1', back(), at),
      text.ended([{ minion: 'web2.example.org', reason: { code: 'never-connected' } }], row, at),
    ].join('');
    expect(log.split('\n')).toEqual([
      `# ${jid}: state.apply ["cortensord"] on miner-*, by alice, 2 minions, 2026-01-21 03:30:11 UTC`,
      'web1: 03:30:12.000 [EXEC]  1/2 file.managed /etc/x',
      'web2.example.org: two',
      'web1: half a line',
      'web1 returned at 03:30:15.102: ok, after 3.2 s',
      'web2.example.org did not answer: never-connected',
      '# ended at 03:30:15.102: 1 of 2 returned, 0 failed',
      '',
    ]);
  });

  it.each<[string, Partial<Return>, string]>([
    ['well', {}, 'ok'],
    ['badly', { success: false, retcode: 2 }, 'failed, retcode 2'],
    [
      'with a fault',
      { success: false, fault: { code: 'interrupted', message: 'the minion\nstopped' } },
      'interrupted: the minion …',
    ],
  ])('says that a minion came back %s', (_name, more, words) => {
    expect(new JobLogText().came('web1', back(more), at)).toBe(
      `web1 returned at 03:30:15.102: ${words}, after 3.2 s\n`,
    );
  });

  it.each([
    [
      'what is there already',
      [
        [0, 'one\n'],
        [0, 'one\n'],
      ],
      'web1: one\n',
    ],
    [
      'what is there in part',
      [
        [0, 'one\n'],
        [0, 'one\ntwo\n'],
      ],
      'web1: one\nweb1: two\n',
    ],
    [
      'what never came',
      [
        [0, 'one\nha'],
        [100, 'two\n'],
      ],
      'web1: one\nweb1> ha\nweb1 left out 94 bytes: they never came here, or were too many\nweb1: two\n',
    ],
    ['what a terminal would obey', [[0, '\u001b[2Ja\rb\u202e\tc\n']], 'web1: ?[2Ja b???\tc\n'],
    [
      'words that look like ours',
      [[0, 'web2 returned at 1: ok\n# ended at\n']],
      'web1: web2 returned at 1: ok\nweb1: # ended at\n',
    ],
  ] as const)('tells once %s', (_name, parts, log) => {
    const text = new JobLogText();
    expect(parts.map(([start, words]) => text.said('web1', start, words)).join('')).toBe(log);
  });

  it('tells nothing twice of what it was told before', () => {
    const text = new JobLogText();
    text.said('web1', 0, 'half');
    expect(text.came('web1', back(), at)).toContain('web1: half\n');
    expect([text.came('web1', back(), at), text.said('web1', 0, 'half')]).toEqual(['', '']);
    text.ended([], row, at);
    expect(text.ended([], row, at)).toBe('');
  });

  it('does not hold a line that never ends', () => {
    const text = new JobLogText();
    const part = 'x'.repeat(50_000);
    expect(text.said('web1', 0, part)).toBe('');
    expect(text.said('web1', 50_000, part)).toBe(`web1> ${part}${part}\n`);
    expect(reread(`web1> ${part}${part}\n`).said('web1', 50_000, part)).toBe('');
    expect(text.said('web1', 100_000, 'end\n')).toBe('web1: end\n');
  });

  it('has every byte once, in order, wherever a master is killed and whatever comes again', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const letters = ['a', 'é', '🐳', '\n', '\n', ' ', '\u001b', '\u009b', '\r', '#', ':', '> '];
    for (let turn = 0; turn < 300; turn += 1) {
      const characters = Array.from({ length: 40 + random(80) }, () => letters[random(letters.length)] as string);
      const whole = `${characters.join('')}\n`;
      // What the store has: its master has answered for it.
      let stored = 0;
      let file = '';
      let text = new JobLogText();
      const ends = [...Array.from(whole)].map((_, index, all) => all.slice(0, index + 1).join(''));
      while (stored < whole.length) {
        const next = ends.map((part) => part.length).filter((length) => length > stored)[random(6)] ?? whole.length;
        const part = whole.slice(stored, next);
        file += text.said('web1', Buffer.byteLength(whole.slice(0, stored)), part);
        stored = next;
        if (random(4) === 0) {
          // Killed: the file ends somewhere, and is read up to its last line.
          file = file.slice(0, file.length - random(20));
          file = file.slice(0, file.lastIndexOf('\n') + 1);
          text = reread(file);
          file += text.said('web1', 0, whole.slice(0, stored));
        }
      }
      const fresh = new JobLogText();
      expect(file).toBe(fresh.said('web1', 0, whole));
    }
  });
});
