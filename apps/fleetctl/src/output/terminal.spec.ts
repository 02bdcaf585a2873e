import { PassThrough } from 'node:stream';
import { describe, expect, it, jest } from '@jest/globals';
import { coloured, plain } from '@fleet/output';
import { openTerminal, type Streams } from './terminal.js';

type Shape = Partial<Record<'isTTY' | 'columns' | 'rows', unknown>>;

function streams(out: Shape, error: Shape = out): Streams {
  const made = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  Object.assign(made.stdout, out);
  Object.assign(made.stderr, error);
  return made as unknown as Streams;
}

const tty = { isTTY: true, columns: 132, rows: 43 };

describe('a terminal', () => {
  it.each([
    ['two terminals', tty, tty, false, true],
    ['answers into a pipe', {}, tty, false, false],
    ['notes into a file', tty, {}, false, false],
    ['a dumb one', tty, tty, true, false],
  ])('%s: whether a live view may be painted', (_name, out, error, dumb, painted) => {
    expect(openTerminal(streams(out, error), true, dumb).screen !== undefined).toBe(painted);
  });

  it.each([
    [tty, 132, 43],
    [{ isTTY: true, columns: 0, rows: 0 }, 80, 24],
    [{ isTTY: true }, 80, 24],
  ])('of %j has a size', (shape, width, height) => {
    expect(openTerminal(streams(shape), true).screen).toMatchObject({ width, height });
  });

  it('knows its size of this moment, and when it changes', () => {
    const both = streams({ ...tty });
    const screen = openTerminal(both, true).screen;
    let heard = 0;
    const deaf = screen?.onResize(() => (heard += 1));
    Object.assign(both.stderr, { columns: 20 });
    both.stderr.emit('resize');
    deaf?.();
    both.stderr.emit('resize');
    expect([screen?.width, heard]).toEqual([20, 1]);
  });

  it.each([
    [tty, true, coloured],
    [tty, false, plain],
    [{}, true, plain],
  ])('of %j, colours wanted: %s', (shape, wanted, paint) => {
    expect(openTerminal(streams(shape), wanted)).toMatchObject({ paint, notePaint: paint });
  });

  it.each([
    ['answers that nobody reads any more', 'stdout', 'EPIPE', 0],
    ['answers to a terminal that is gone', 'stdout', 'EIO', 0],
    ['words to a terminal that is gone', 'stderr', 'EIO', 0],
    ['answers onto a full disk', 'stdout', 'ENOSPC', 1],
    ['words that nobody reads, while somebody reads the answers', 'stderr', 'EPIPE', undefined],
  ] as const)('%s: %s, %s', (_name, stream, code, left) => {
    const exit = jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const said = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
    const both = streams(tty);
    openTerminal(both, true);
    both[stream].emit('error', Object.assign(new Error(code), { code }));
    const calls = [exit.mock.calls, said.mock.calls.length];
    exit.mockRestore();
    said.mockRestore();
    expect(calls).toEqual([left === undefined ? [] : [[left]], left === 1 ? 1 : 0]);
  });
});
