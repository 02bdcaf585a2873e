import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';

export class MineGetArgs {
  @Arg({ doc: 'Whose data.', type: 'string' })
  tgt!: string;

  @Arg({ doc: 'Name of the function, or several, whose answers were collected.', type: 'any' })
  fun!: Value;

  @Arg({ doc: 'What the target is.', type: 'string', default: 'glob' })
  tgt_type!: string;

  @Arg({ doc: 'Leave this minion out.', type: 'boolean', default: false })
  exclude_minion!: boolean;
}

export const get = defineFunction({
  name: 'mine.get',
  doc: 'Data that minions would have collected for each other. Fleet has no mine: the answer is empty, and the progress of the job says so.',
  args: MineGetArgs,
  example: "mine.get 'web*' network.ip_addrs",
  looks: true,
  async run(_host, want, context) {
    context.progress(
      `mine.get ${want.tgt}: fleet has no mine; what minions should know of each other belongs into the pillar`,
    );
    return new Map();
  },
});
