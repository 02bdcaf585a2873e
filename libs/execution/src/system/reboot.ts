import { Arg } from '@fleet/arguments';
import { longestAway } from '@fleet/protocol';
import { defineFunction, FunctionRefused } from '../definition.js';
import { handsOf } from '../saltutil/parts.js';
import { millisecondsUntil, PowerArgs, shutDown, shutdownTime } from './power.js';

export class SystemRebootArgs extends PowerArgs {
  @Arg({
    doc: 'End the job only when the machine is back: it then answers with the id of the new boot.',
    type: 'boolean',
    default: false,
  })
  wait!: boolean;

  @Arg({
    doc: 'How long the master waits for the machine, with `wait`; seconds, or a number with a unit.',
    type: 'duration',
    default: '10m',
  })
  timeout!: number;
}

export const reboot = defineFunction({
  name: 'system.reboot',
  doc: 'Reboot the machine. With `wait`, the job lasts until it is back; a machine that does not come back is silent, with the reason.',
  args: SystemRebootArgs,
  example: 'system.reboot wait=True',
  async run(host, want, context) {
    const time = shutdownTime('system.reboot', want.at_time);
    const down = (): Promise<void> => shutDown(host, 'system.reboot', '-r', time);
    if (!want.wait) {
      await down();
      return true;
    }
    const away = millisecondsUntil(time) + want.timeout;
    if (away > longestAway)
      throw new FunctionRefused(
        'bad-arguments',
        `system.reboot: the master waits for ${longestAway / 3_600_000} hours at most; reboot later machines without wait`,
      );
    const hands = handsOf(context, 'system.reboot wait=True');
    try {
      return await hands.overReboot(away, down);
    } catch (error) {
      // Whoever ends the job before the machine went down does not want it to.
      if ((error as { code?: unknown }).code === 'job-ended') await host.commands.run(['shutdown', '-c']);
      throw error;
    }
  },
});
