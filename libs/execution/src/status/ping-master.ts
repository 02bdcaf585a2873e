import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused, FunctionResult } from '../definition.js';

export class StatusPingMasterArgs {
  @Arg({
    doc: 'Taken for the sake of Salt: it is always the master that this minion has.',
    type: 'string',
    optional: true,
  })
  master?: string;
}

export const pingMaster = defineFunction({
  name: 'status.ping_master',
  doc: 'Whether the master can be reached anew: a new connection to its bus is made, and the master answers.',
  args: StatusPingMasterArgs,
  example: 'status.ping_master',
  looks: true,
  async run(_host, _want, { daemon }) {
    if (!daemon) throw new FunctionRefused('failed', 'status.ping_master: this run has no master');
    const why = await daemon.whyNoMaster();
    return why === undefined ? true : new FunctionResult(false, 1, undefined, [why]);
  },
});
