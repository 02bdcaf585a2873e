import { HostRefusal, type Host, type HostView, type HttpAnswer } from '@fleet/platform';
import { lookAtWeb, sendToWeb } from './ask.js';
import { unmet, type ExpectedQueryArgs, type PatientQueryArgs } from './expectation.js';
import type { Question } from './question.js';
import { until } from './until.js';

export interface Asked {
  /** The last one; absent where nobody answered. */
  readonly answer?: HttpAnswer;
  /** What about it is not as wanted, in sentences; none: it is. */
  readonly problems: readonly string[];
}

/** Looks, and holds the answer to what is expected; without an expectation any status below 400 is good. */
export async function lookOnce(host: HostView, question: Question, want: ExpectedQueryArgs): Promise<Asked> {
  return judged(() => lookAtWeb(host, question, want), want);
}

/** The same for methods that may change something. */
export async function sendOnce(host: Host, question: Question, want: ExpectedQueryArgs): Promise<Asked> {
  return judged(() => sendToWeb(host, question, want), want);
}

/** However little patience is left for a last look, it can still say what is wrong. Milliseconds. */
const shortestLook = 1000;

/** Asks again and again until the answer is as wanted. */
export async function askUntil(
  ask: (want: PatientQueryArgs) => Promise<Asked>,
  want: PatientQueryArgs,
  signal: AbortSignal,
): Promise<Asked> {
  return until(
    (left) => ask({ ...want, timeout: Math.min(want.timeout, Math.max(left, shortestLook)) }),
    ({ problems }) => problems.length === 0,
    { patience: want.wait_for, interval: want.request_interval, signal },
  );
}

async function judged(ask: () => Promise<HttpAnswer>, want: ExpectedQueryArgs): Promise<Asked> {
  try {
    const answer = await ask();
    const expected = want.match !== undefined || want.status !== undefined;
    if (expected) return { answer, problems: unmet(answer, want) };
    const good = answer.status < 400;
    return { answer, problems: good ? [] : [`${answer.url} answered ${answer.status} ${answer.reason}`.trim()] };
  } catch (cause) {
    if (cause instanceof HostRefusal && ['unreachable', 'too-large'].includes(cause.code))
      return { problems: [cause.message] };
    throw cause;
  }
}
