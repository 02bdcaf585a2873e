import { defineFunction } from '../definition.js';
import { PowerArgs, shutDown, shutdownTime } from './power.js';

export const halt = defineFunction({
  name: 'system.halt',
  doc: 'Halt the machine without powering it off.',
  args: PowerArgs,
  example: 'system.halt at_time=5',
  async run(host, want) {
    await shutDown(host, 'system.halt', '-H', shutdownTime('system.halt', want.at_time));
    return true;
  },
});
