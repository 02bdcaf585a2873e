import { Arg } from '@fleet/arguments';
import { askUntil, lookOnce, onlyLooks, PatientQueryArgs } from '@fleet/web';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { shownAddress, wellFormed } from './parts/well-formed.js';

export class HttpWaitForSuccessfulQueryArgs extends PatientQueryArgs {
  @Arg({ doc: 'The address, unless `url` names it.', type: 'string' })
  name!: string;
}

export const waitForSuccessfulQuery = defineState({
  name: 'http.wait_for_successful_query',
  doc: 'Ask a web server until its answer is as expected, at most as long as `wait_for` says; a dry run asks once.',
  args: HttpWaitForSuccessfulQueryArgs,
  example:
    'http://localhost:8080/health:\n  http.wait_for_successful_query:\n    - status: 200\n    - wait_for: 60\n    - request_interval: 2\n',
  async plan(host, want, context) {
    const question = wellFormed(want);
    if (typeof question === 'string') return impossible(question);
    // Who waits asks many times over: what changes something would be done as often.
    if (!onlyLooks(question.method))
      return impossible(
        `waiting asks many times, and ${question.method} may change something each time; use http.query for it`,
      );
    const address = shownAddress(question.url);
    const patience = context.test ? { ...want, wait_for: 0 } : want;
    const { answer, problems } = await askUntil(
      (now) => lookOnce(host, question, { ...now, timeout: context.test ? want.timeout : now.timeout }),
      patience,
      context.signal,
    );
    if (problems.length === 0)
      return { verdict: true, comment: `${address} answered ${answer?.status ?? ''}, as expected` };
    if (context.test) return { verdict: null, comment: `${address}: ${problems.join('; ')}; would wait for it` };
    const waited = context.signal.aborted ? 'the wait was stopped' : `waited ${want.wait_for / 1000} s`;
    return { verdict: false, comment: `${address}: ${problems.join('; ')} (${waited})` };
  },
});
