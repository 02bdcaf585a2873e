import { describe, expect, it } from '@jest/globals';
import { TerminalEmulator } from '../../test-support/terminal-emulator.js';
import { Painter } from './painter.js';

function open(width: number, height: number): { screen: TerminalEmulator; painter: Painter } {
  const screen = new TerminalEmulator(width, height);
  screen.write('$ fleetctl\n');
  return { screen, painter: new Painter(screen) };
}

describe('the painter', () => {
  it.each([
    ['as many lines', ['c', 'd']],
    ['fewer lines', ['c']],
    ['more lines', ['c', 'd', 'e']],
    ['shorter lines', ['', 'b']],
  ])('puts %s in the place of what it painted', (_name, texts) => {
    const { screen, painter } = open(20, 5);
    painter.paint(['aaaa', 'bbbb']);
    painter.paint(texts);
    expect(screen.screen).toEqual(['$ fleetctl', ...texts]);
  });

  it('leaves nothing behind, and what comes next stands where it stood', () => {
    const { screen, painter } = open(20, 5);
    painter.paint(['aaaa', 'bbbb']);
    painter.erase();
    painter.erase();
    screen.write('web1:\n');
    expect(screen.lines).toEqual(['$ fleetctl', 'web1:']);
  });

  it('writes once for a paint', () => {
    const { screen, painter } = open(20, 5);
    const before = screen.writes;
    painter.paint(['a', 'b', 'c']);
    painter.paint(['a', 'b', 'c']);
    expect(screen.writes - before).toBe(2);
  });

  it.each([
    [80, 20],
    [200, 80],
    [80, 79],
    [40, 39],
    [20, 200],
  ])('takes back what a terminal folded when it went from %d to %d columns', (from, to) => {
    const { screen, painter } = open(from, 40);
    painter.paint(['a'.repeat(from - 1), '漢'.repeat(Math.floor((from - 1) / 2)), 'b', 'c'.repeat(from - 1)]);
    screen.resize(to);
    painter.paint(['x', 'y']);
    expect(screen.lines).toEqual(['$ fleetctl', 'x', 'y']);
    painter.erase();
    expect(screen.lines).toEqual(['$ fleetctl']);
  });

  it.each([
    [200, 30],
    [80, 20],
    [20, 80],
    [80, 79],
  ])('paints once too often before it hears that %d columns have become %d', (from, to) => {
    const { screen, painter } = open(from, 40);
    const long = ['a'.repeat(from - 1), 'b'.repeat(from >> 1), 'c', 'd'.repeat(from - 1)];
    painter.paint(long);
    screen.resizeUntold(to);
    painter.paint(long);
    painter.paint(long);
    screen.resize(to);
    painter.paint(['x', 'y']);
    expect(screen.lines).toEqual(['$ fleetctl', 'x', 'y']);
    screen.write('\u001b[K');
    painter.erase();
    screen.write('words '.repeat(99));
    expect(screen.lines).toEqual(['$ fleetctl', 'words '.repeat(99).trimEnd()]);
  });

  it('whatever happens to the terminal, what was said stays and what was painted goes', () => {
    // A generator of its own, so that a failure can be looked at again.
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48271) % 0x7fffffff) % below;
    const { screen, painter } = open(80, 400);
    const painted = (): string => {
      const wide = random(screen.width >> 1);
      return `\u001b[31m${'漢'.repeat(wide)}\u001b[0m${'p'.repeat(random(screen.width - 2 * wide))}`;
    };
    const said: string[] = ['$ fleetctl'];
    for (let step = 0; step < 3000; step += 1) {
      const kind = random(4);
      if (kind === 0) {
        painter.erase();
        const words = `${step}${'w'.repeat(random(150))}`;
        said.push(words);
        screen.write(`${words}\n`);
      } else if (kind === 1) {
        screen.resize(4 + random(120));
      } else {
        painter.paint(Array.from({ length: 1 + random(4) }, painted));
      }
    }
    painter.erase();
    expect(screen.lines).toEqual(said);
  });
});
