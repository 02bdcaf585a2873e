import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { askTool } from '../tool.js';

export class StatusTimeArgs {
  @Arg({ doc: 'How to write it, in the words of date(1).', type: 'string', default: '%A, %d. %B %Y %I:%M%p' })
  time_format!: string;
}

export const time = defineFunction({
  name: 'status.time',
  doc: 'The time of the machine in its own time zone.',
  args: StatusTimeArgs,
  example: "status.time '%Y-%m-%d %H:%M'",
  looks: true,
  async run(host, want) {
    if (want.time_format === '') throw new FunctionRefused('bad-arguments', 'status.time: the format is empty');
    return askTool(host, ['date', `+${want.time_format}`]);
  },
});
