import type { Value } from '@fleet/values';
import { defineFunction, FunctionResult } from '../definition.js';
import { handsOf, jobValue } from '../saltutil/parts.js';
import { MinionDrainArgs } from './drain.args.js';

export const drain = defineFunction({
  name: 'minion.drain',
  doc: 'Finish what runs and take on nothing more that touches the machine, until minion.resume; also after a restart. Answers with the jobs that still run when the time is over, and with retcode 1 then; they go on.',
  args: MinionDrainArgs,
  example: 'minion.drain timeout=300',
  async run(_host, want, context) {
    const left = await handsOf(context, 'minion.drain').drain(want.timeout);
    const value = new Map<Value, Value>([
      ['draining', true],
      ['finished', left.length === 0],
      ['running', left.map((job) => jobValue(job, context))],
    ]);
    return new FunctionResult(value, left.length === 0 ? 0 : 1);
  },
});
