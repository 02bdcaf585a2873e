import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import {
  askUntil,
  expectationProblem,
  lookOnce,
  onlyLooks,
  PatientQueryArgs,
  questionOf,
  QuestionRefused,
  sendOnce,
  type Question,
} from '@fleet/web';
import { defineFunction, FunctionRefused, FunctionResult } from '../definition.js';

export class HttpWaitForSuccessfulQueryArgs extends PatientQueryArgs {
  @Arg({ doc: 'The address.', type: 'string' })
  override url!: string;
}

export const waitForSuccessfulQuery = defineFunction({
  name: 'http.wait_for_successful_query',
  doc: 'Ask a web server again and again until its answer is as wanted; `error` says why it never was.',
  args: HttpWaitForSuccessfulQueryArgs,
  example: 'http.wait_for_successful_query http://localhost:8080/health status=200 wait_for=60',
  async run(host, want, context) {
    const question = wellFormed(want);
    const ask = onlyLooks(question.method) ? lookOnce : sendOnce;
    const { answer, problems } = await askUntil((now) => ask(host, question, now), want, context.signal);
    const value = new Map<Value, Value>();
    if (answer) value.set('body', answer.body.toString('utf8')).set('status', answer.status);
    if (problems.length === 0) return value;
    return new FunctionResult(value.set('error', problems.join('; ')), 1);
  },
});

function wellFormed(want: HttpWaitForSuccessfulQueryArgs): Question {
  const problem = expectationProblem(want);
  if (problem !== undefined) throw new FunctionRefused('bad-arguments', `http.wait_for_successful_query: ${problem}`);
  try {
    return questionOf(want.url, want);
  } catch (cause) {
    if (!(cause instanceof QuestionRefused)) throw cause;
    throw new FunctionRefused('bad-arguments', `http.wait_for_successful_query: ${cause.message}`);
  }
}
