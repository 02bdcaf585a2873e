import type { CommandResult } from '@fleet/platform';
import { FunctionResult, defineFunction } from '../definition.js';
import { CommandArgs } from './command.args.js';
import { perform, retcodeOf, shown } from './perform.js';

export const run = defineFunction({
  name: 'cmd.run',
  doc: 'Run a command line; answer what it printed (both streams). Fails where the command fails.',
  args: CommandArgs,
  example: "cmd.run 'df -h /' timeout=10s",
  out: 'txt',
  async run(host, want, context) {
    const result = await perform(host, want, context);
    return new FunctionResult(output(result, want), retcodeOf(result, want), 'txt');
  },
});

/** Both streams, and where they are not all of it, a word about why. */
export function output(result: CommandResult, want: CommandArgs): string {
  const note = result.timedOut
    ? `\n[ended after ${(result.duration / 1000).toFixed(1)} s: it took longer than its timeout]`
    : '';
  const cut = result.truncated && !want.hide_output ? '\n[it printed more than 1 MiB: the rest is left out]' : '';
  return shown(result.all, want) + cut + note;
}
