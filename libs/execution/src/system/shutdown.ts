import { defineFunction } from '../definition.js';
import { PowerArgs, shutDown, shutdownTime } from './power.js';

export const shutdown = defineFunction({
  name: 'system.shutdown',
  doc: 'Power the machine off.',
  args: PowerArgs,
  example: 'system.shutdown at_time=5',
  async run(host, want) {
    await shutDown(host, 'system.shutdown', '-P', shutdownTime('system.shutdown', want.at_time));
    return true;
  },
});
