import { fstatSync } from 'node:fs';
import { coloured, type Paint, plain } from '@fleet/output';
import { exitCodes } from '@fleet/protocol';
import type { Screen } from '../live/painter.js';

/** Where words go: answers to stdout, everything about them to stderr. */
export interface Terminal {
  /** Somebody is watching stdout: colours, what is the same shown once. Otherwise the text is stable. */
  readonly interactive: boolean;
  /** Where a live view may be painted: stdout and stderr are terminals, and not dumb ones. */
  readonly screen?: Screen;
  readonly paint: Paint;
  readonly notePaint: Paint;
  answer(text: string): void;
  /** Bytes of answers that nobody has read yet: a pipe whose reader stands still takes no more, and a terminal holds us instead. */
  readonly unread?: () => number;
  note(text: string): void;
  /** What is typed next, a key or as much as comes at once, if it comes within so many milliseconds; absent where nobody can type. */
  readonly typed?: (within: number) => Promise<string | undefined>;
  /** Asks the operator; `undefined` where nobody can be asked. */
  confirm(question: string): Promise<boolean | undefined>;
  /** As `confirm`, where a slip would cost too much: only the whole word `yes` is one. */
  confirmInFull(question: string): Promise<boolean | undefined>;
}

export interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** `dumb`: it is a terminal on which nothing can be taken back. */
export function openTerminal(streams: Streams, colour: boolean, dumb = false): Terminal {
  const { stdout, stderr } = streams;
  const apart = areApart(stdout, stderr);
  stdout.on('error', end);
  stderr.on('error', (error: NodeJS.ErrnoException) => {
    // Somebody still reads the answers; they must not be cut short because nobody reads the words.
    if (error.code === 'EPIPE' && apart) return;
    end(error);
  });
  return {
    interactive: stdout.isTTY === true,
    ...(stdout.isTTY && stderr.isTTY && !dumb && { screen: screenOf(stderr) }),
    ...(streams.stdin.isTTY &&
      stdout.isTTY &&
      stderr.isTTY &&
      !dumb && { typed: (within) => typedOn(streams.stdin, within) }),
    paint: colour && stdout.isTTY ? coloured : plain,
    notePaint: colour && stderr.isTTY ? coloured : plain,
    answer: (text) => void stdout.write(`${text}\n`),
    unread: () => stdout.writableLength,
    note: (text) => void stderr.write(`${text}\n`),
    confirm: async (question) => {
      const answer = await asked(streams, `${question} [y/N] `);
      return answer && /^y(es)?$/i.test(answer.words);
    },
    confirmInFull: async (question) => {
      const answer = await asked(streams, `${question} Type yes: `);
      return answer && answer.words === 'yes';
    },
  };
}

/** A terminal that does not know its size says 0. */
function screenOf(stderr: NodeJS.WriteStream): Screen {
  return {
    get width() {
      return stderr.columns || 80;
    },
    get height() {
      return stderr.rows || 24;
    },
    write: (text) => void stderr.write(text),
    onResize: (listener) => {
      stderr.on('resize', listener);
      return () => void stderr.off('resize', listener);
    },
  };
}

/** What the operator typed; `undefined` where nobody can be asked. */
async function asked({ stdin, stderr }: Streams, question: string): Promise<{ words: string } | undefined> {
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: stdin, output: stderr });
  // The end of the input (Ctrl-D, Ctrl-C) is no answer, and so no yes; what is said next begins a line.
  const ended = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
  try {
    const words = await Promise.race([lines.question(question), ended]);
    if (words === undefined) stderr.write('\n');
    return { words: words?.trim() ?? '' };
  } finally {
    lines.close();
  }
}

/** Keys are heard one by one meanwhile, Ctrl-C among them. */
async function typedOn(stdin: NodeJS.ReadStream, within: number): Promise<string | undefined> {
  stdin.setRawMode(true);
  try {
    return await new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), within);
      stdin.once('data', (bytes: Buffer) => {
        clearTimeout(timer);
        resolve(bytes.toString('utf8'));
      });
      stdin.resume();
    });
  } finally {
    stdin.removeAllListeners('data');
    stdin.pause();
    stdin.setRawMode(false);
  }
}

/** Whether they lead to different places: after `2>&1` both end with the same reader. */
function areApart(...streams: NodeJS.WriteStream[]): boolean {
  try {
    const [one, other] = streams.map((stream) => fstatSync((stream as { fd?: number }).fd ?? -1));
    return one?.ino !== other?.ino || one?.dev !== other?.dev;
  } catch {
    // One of them is no file, or closed already.
    return true;
  }
}

/** Whoever read the answers has seen enough (`| head -1`), or the terminal is gone: that is no failure of ours. A disk that is full is one. */
function end(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE' || error.code === 'EIO') return process.exit(exitCodes.ok);
  process.stderr.write(`fleetctl: what there is to say cannot be written: ${error.message}\n`);
  process.exit(exitCodes.failed);
}
