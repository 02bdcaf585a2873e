import { defineFunction } from '../definition.js';
import { PowerArgs, shutDown, shutdownTime } from './power.js';

export const poweroff = defineFunction({
  name: 'system.poweroff',
  doc: 'Power the machine off.',
  args: PowerArgs,
  example: 'system.poweroff at_time=5',
  async run(host, want) {
    await shutDown(host, 'system.poweroff', '-P', shutdownTime('system.poweroff', want.at_time));
    return true;
  },
});
