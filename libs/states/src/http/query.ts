import { Arg } from '@fleet/arguments';
import { ExpectedQueryArgs, lookOnce, onlyLooks, sendOnce } from '@fleet/web';
import { defineState, StepFailed } from '../definition.js';
import { impossible, step } from '../step.js';
import { shownAddress, wellFormed } from './parts/well-formed.js';

export class HttpQueryArgs extends ExpectedQueryArgs {
  @Arg({ doc: 'The address, unless `url` names it.', type: 'string' })
  name!: string;
}

export const query = defineState({
  name: 'http.query',
  doc: 'Ask a web server and hold its answer to what is expected; a method that may change something is a change, each time it runs.',
  args: HttpQueryArgs,
  example: 'http://localhost:8080/health:\n  http.query:\n    - status: 200\n    - match: ok\n',
  async plan(host, want, context) {
    if (want.match === undefined && want.status === undefined)
      return impossible('say with `match` or `status` what the answer has to be');
    const question = wellFormed(want);
    if (typeof question === 'string') return impossible(question);
    const address = shownAddress(question.url);
    if (!onlyLooks(question.method)) {
      const changes = { [address]: { method: question.method } };
      const send = step(`send ${question.method} to ${address}`, changes, async (machine) => {
        const { answer, problems } = await sendOnce(machine, question, want);
        if (problems.length > 0) throw new StepFailed(problems.join('; '));
        return { comment: `${address} answered ${answer?.status ?? ''}, as expected` };
      });
      return { steps: [send], already: '' };
    }
    const { answer, problems } = await lookOnce(host, question, want);
    if (problems.length === 0)
      return { verdict: true, comment: `${address} answered ${answer?.status ?? ''}, as expected` };
    const sentence = `${address}: ${problems.join('; ')}`;
    return context.test
      ? { verdict: null, comment: `${sentence}; an earlier state may bring it` }
      : { verdict: false, comment: sentence };
  },
});
