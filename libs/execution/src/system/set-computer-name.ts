import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';

export class SystemSetComputerNameArgs {
  @Arg({ doc: 'The new name: letters, digits and dashes, in parts joined by dots.', type: 'string' })
  hostname!: string;
}

export const setComputerName = defineFunction({
  name: 'system.set_computer_name',
  doc: 'Give the machine another name; the same as network.mod_hostname.',
  args: SystemSetComputerNameArgs,
  example: 'system.set_computer_name web1.example.org',
  run: (_host, { hostname }, context) => context.call('network.mod_hostname', [hostname]),
});
