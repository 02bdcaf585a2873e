import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { readText } from '../read-text.js';
import { machineInfo, prettyName } from './machine-info.js';

export const getComputerDesc = defineFunction({
  name: 'system.get_computer_desc',
  doc: 'What people call the machine, as /etc/machine-info has it; False where it says nothing.',
  args: NoArgs,
  example: 'system.get_computer_desc',
  looks: true,
  run: async (host) => prettyName((await readText(host, machineInfo)) ?? '') ?? false,
});
