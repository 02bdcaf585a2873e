import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { processes } from './processes.js';

export class StatusPidArgs {
  @Arg({
    doc: 'A part of the command line of the process, as plain text; Salt takes a pattern of grep.',
    type: 'string',
  })
  sig!: string;
}

export const pid = defineFunction({
  name: 'status.pid',
  doc: 'The numbers of the processes whose command line holds a text, one on a line; an empty text where there is none.',
  args: StatusPidArgs,
  example: 'status.pid nginx',
  looks: true,
  async run(host, want) {
    if (want.sig === '')
      throw new FunctionRefused('bad-arguments', 'status.pid: an empty text is in every command line');
    // We are asked with that text, so our own command line may hold it.
    const own = String(host.machine.processId);
    return (await processes(host))
      .filter(({ pid: number, command }) => number !== own && command.includes(want.sig))
      .map(({ pid: number }) => number)
      .join('\n');
  },
});
