import { Arg } from '@fleet/arguments';
import { compileGlob } from '@fleet/targeting';
import { defineFunction } from '../definition.js';
import { jobValue, otherJobs } from './parts.js';

export class SaltutilIsRunningArgs {
  @Arg({ doc: 'Name of a function, or a glob such as state.*; no regular expression.', type: 'string' })
  fun!: string;
}

export const isRunning = defineFunction({
  name: 'saltutil.is_running',
  doc: 'The jobs of this minion that run a function.',
  args: SaltutilIsRunningArgs,
  example: "saltutil.is_running 'state.*'",
  looks: true,
  async run(_host, { fun }, context) {
    const matches = compileGlob(fun);
    return otherJobs(context)
      .filter((job) => matches(job.function))
      .map((job) => jobValue(job, context));
  },
});
