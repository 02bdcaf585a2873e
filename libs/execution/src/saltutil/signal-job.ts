import { constants } from 'node:os';
import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused, FunctionResult } from '../definition.js';
import { JobArgs } from './job.args.js';
import { handsOf, otherJobs } from './parts.js';

export class SaltutilSignalJobArgs extends JobArgs {
  @Arg({ doc: 'The signal, by number or name: 10, USR1, SIGUSR1.', type: 'any' })
  sig!: Value;
}

export const signalJob = defineFunction({
  name: 'saltutil.signal_job',
  doc: 'Send a signal to the processes of a job. The job itself goes on: saltutil.term_job and saltutil.kill_job end it.',
  args: SaltutilSignalJobArgs,
  example: 'saltutil.signal_job 20261121120000000000 USR1',
  async run(_host, { jid, sig }, context) {
    const signal = signalOf(sig);
    const known = otherJobs(context).some((job) => job.jid === jid);
    const heard = known ? handsOf(context, 'saltutil.signal_job').signalJob(jid, signal) : undefined;
    if (heard === undefined) return new FunctionResult(`job ${jid} does not run on this minion`, 1, 'txt');
    return `signal ${signal} was sent to ${heard} ${heard === 1 ? 'process group' : 'process groups'} of job ${jid}`;
  },
});

/** @throws FunctionRefused */
function signalOf(value: Value): NodeJS.Signals {
  const known = Object.entries(constants.signals) as [NodeJS.Signals, number][];
  const text = String(value).toUpperCase();
  const found = known.find(([name, number]) => text === name || `SIG${text}` === name || text === String(number));
  if (found) return found[0];
  throw new FunctionRefused('bad-arguments', `saltutil.signal_job: there is no signal ${text}`);
}
