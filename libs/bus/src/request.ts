import { AnswerReader } from './answer-parts.js';
import { decodeBody } from './body.js';
import { BusError } from './definition.js';
import type { Inbox } from './inbox.js';

export interface Asking {
  readonly inbox: Inbox;
  readonly subject: string;
  /** Bytes of an answer, however many messages it comes in. */
  readonly largest: number;
  /** Milliseconds for the first answer. */
  readonly timeout: number;
  /** Milliseconds between later answers; unlimited where absent. What an answer goes on with may always take as long as its beginning. */
  readonly idle?: number;
  readonly signal?: AbortSignal;
  /** Sends the question; throws where it cannot be sent. */
  send(reply: string): void;
}

export async function ask(asking: Asking): Promise<unknown> {
  for await (const answer of askMany(asking)) return answer;
  throw new BusError('closed', 'the bus was closed', { subject: asking.subject });
}

/** Answers in order of arrival; leaving the loop stops listening. */
export async function* askMany(asking: Asking): AsyncGenerator<unknown, void, void> {
  const { inbox, subject, signal } = asking;
  const answers: Uint8Array[] = [];
  const reader = new AnswerReader(asking.largest);
  let failure: Error | undefined;
  let wake = (): void => undefined;
  let timer: NodeJS.Timeout | undefined;
  const fail = (error: Error): void => {
    failure ??= error;
    wake();
  };
  const wait = (milliseconds: number | undefined): void => {
    clearTimeout(timer);
    if (milliseconds !== undefined)
      timer = setTimeout(
        () => fail(new BusError('timeout', 'no answer in time', { subject, milliseconds })),
        milliseconds,
      );
  };
  const aborted = (): void =>
    fail(
      signal?.reason instanceof Error ? signal.reason : new BusError('closed', 'the request was given up', { subject }),
    );
  const reply = inbox.open({
    subject,
    onMessage: (message) => {
      if (failure) return;
      try {
        const answer = reader.take(message);
        wait(answer ? asking.idle : asking.timeout);
        if (!answer) return;
        answers.push(answer);
        wake();
      } catch (error) {
        fail(error as BusError);
      }
    },
    onFailure: fail,
  });
  try {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', aborted, { once: true });
    wait(asking.timeout);
    asking.send(reply);
    for (;;) {
      const data = answers.shift();
      if (data !== undefined) yield decodeBody(data, asking.largest);
      else if (failure !== undefined) throw failure;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', aborted);
    inbox.close(reply);
  }
}
