import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { plain } from '@fleet/output';
import type { JobEvent } from '@fleet/protocol';
import { TerminalEmulator } from '../../test-support/terminal-emulator.js';
import type { Terminal } from '../output/terminal.js';
import { LiveView } from './live-view.js';

const jid = '20260101000000000000';
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `m${index + 1}`);
const created = (...minions: string[]): JobEvent => ({ event: 'created', jid, minions });
const does = (minion: string, text: string): JobEvent => ({ event: 'progress', jid, minion, text });

describe('a live view', () => {
  let screen: TerminalEmulator;
  let view: LiveView;
  let terminal: Terminal;

  beforeEach(() => {
    jest.useFakeTimers();
    screen = new TerminalEmulator(80, 24);
    screen.write('$ fleetctl …\n');
    view = new LiveView(screen, plain);
    const say = (text: string): void => screen.write(`${text}\n`);
    terminal = view.over({ answer: say, note: say } as Terminal);
  });

  afterEach(() => {
    view.end();
    jest.useRealTimers();
  });

  it('is not shown for what is done at once', () => {
    view.take(created('m1', 'm2'));
    jest.advanceTimersByTime(250);
    terminal.answer('m1: True');
    view.end();
    jest.advanceTimersByTime(5000);
    expect([screen.lines, screen.writes]).toEqual([['$ fleetctl …', 'm1: True'], 2]);
  });

  it('goes on by itself, and what is said stands above it in its order', () => {
    view.take(created('m1', 'm2'));
    view.take(does('m1', '1/2 pkg.installed nginx'));
    jest.advanceTimersByTime(2500);
    terminal.note('m2 began');
    terminal.answer('words');
    jest.advanceTimersByTime(1000);
    expect(screen.screen).toEqual([
      '$ fleetctl …',
      'm2 began',
      'words',
      'm1 0:03 1/2 pkg.installed nginx',
      'm2 0:03     not acknowledged yet',
      '0/2 returned, 0:03, 1 not acknowledged yet, Ctrl-C leaves it running',
    ]);
    terminal.note('last words');
    view.end();
    terminal.note('after it');
    expect(screen.lines).toEqual(['$ fleetctl …', 'm2 began', 'words', 'last words', 'after it']);
  });

  it('paints at most ten times a second, whatever 5,000 minions say', () => {
    view.take(created(...ids(5000)));
    jest.advanceTimersByTime(300);
    const before = screen.writes;
    for (let step = 0; step < 1000; step += 1) {
      for (let count = 0; count < 50; count += 1)
        view.take(does(`m${((step * 50 + count) % 5000) + 1}`, `${step}/1000 x`));
      jest.advanceTimersByTime(1);
    }
    expect(screen.writes - before).toBeLessThanOrEqual(11);
    expect(screen.screen).toHaveLength(24);
    view.end();
    expect(screen.lines).toEqual(['$ fleetctl …']);
  });

  it('what is said in thousands of lines is painted round no more often', () => {
    view.take(created('m1'));
    jest.advanceTimersByTime(300);
    const before = screen.writes;
    for (let line = 0; line < 1000; line += 1) {
      terminal.note(`line ${line}`);
      jest.advanceTimersByTime(1);
    }
    // Beside the lines themselves: an erasure and a paint, ten times.
    expect(screen.writes - before - 1000).toBeLessThanOrEqual(22);
    view.end();
    expect(screen.lines).toHaveLength(1001);
  });

  it.each([20, 80, 200])('fits a terminal that becomes %d columns wide', (width) => {
    view.take(created('miner-01', 'miner-02'));
    view.take(does('miner-01', '3/12 file.managed /etc/cortensor/node_01.env'));
    jest.advanceTimersByTime(400);
    screen.resize(width, 10);
    jest.advanceTimersByTime(200);
    expect(screen.screen.slice(1).map((row) => row.trimEnd())).toEqual(
      {
        20: ['miner-01 0:00 3/12', 'miner-02 0:00', '0/2 returned, 0:00'],
        80: [
          'miner-01 0:00 3/12 file.managed /etc/cortensor/node_01.env',
          'miner-02 0:00      not acknowledged yet',
          '0/2 returned, 0:00, 1 not acknowledged yet, Ctrl-C leaves it running',
        ],
        200: [
          'miner-01 0:00 3/12 file.managed /etc/cortensor/node_01.env',
          'miner-02 0:00      not acknowledged yet',
          '0/2 returned, 0:00, 1 not acknowledged yet, Ctrl-C leaves it running',
        ],
      }[width],
    );
    view.end();
    expect(screen.lines).toEqual(['$ fleetctl …']);
  });

  it('a clock that jumps stops nothing', () => {
    view.take(created('m1'));
    jest.advanceTimersByTime(400);
    jest.setSystemTime(Date.now() - 86_400_000);
    jest.advanceTimersByTime(2000);
    expect(screen.screen.at(-1)).toBe('m1 0:02 not acknowledged yet');
    jest.setSystemTime(Date.now() + 30 * 86_400_000);
    jest.advanceTimersByTime(2000);
    expect(screen.screen.at(-1)).toBe('m1 0:04 not acknowledged yet');
  });

  it('says that the master is away, until it is heard again', () => {
    view.take(created('m1', 'm2'));
    jest.advanceTimersByTime(400);
    view.masterAway();
    jest.advanceTimersByTime(3000);
    view.masterAway();
    jest.advanceTimersByTime(1000);
    expect(screen.screen.at(-1)).toMatch(/^0\/2 returned, 0:0[34], no answer from the master for 0:0[34], /);
    view.take(does('m1', 'x'));
    jest.advanceTimersByTime(200);
    expect(screen.screen.at(-1)).not.toContain('master');
  });

  it('begins anew below what the shell wrote while it was stopped', () => {
    view.take(created('m1', 'm2'));
    jest.advanceTimersByTime(400);
    const stop = jest.spyOn(process, 'kill').mockReturnValue(true);
    process.emit('SIGTSTP', 'SIGTSTP');
    expect(stop).toHaveBeenCalledWith(process.pid, 'SIGSTOP');
    stop.mockRestore();
    screen.write('[1]+  Stopped\n$ fg\n');
    process.emit('SIGCONT', 'SIGCONT');
    jest.advanceTimersByTime(200);
    view.end();
    expect(screen.lines).toEqual(['$ fleetctl …', '[1]+  Stopped', '$ fg']);
  });

  it('leaves no listener and no timer behind', () => {
    const before = process.listenerCount('SIGCONT');
    view.take(created('m1'));
    jest.advanceTimersByTime(400);
    view.end();
    expect([screen.listeners, jest.getTimerCount(), process.listenerCount('SIGCONT')]).toEqual([0, 0, before - 1]);
  });
});
