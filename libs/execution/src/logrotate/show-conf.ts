import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { asData, readConfiguration } from './configuration.js';

export class LogrotateShowConfArgs {
  @Arg({ doc: 'The configuration file.', type: 'string', default: '/etc/logrotate.conf' })
  conf_file!: string;
}

export const showConf = defineFunction({
  name: 'logrotate.show_conf',
  doc: 'The configuration of logrotate as data, with the files that it includes.',
  args: LogrotateShowConfArgs,
  example: 'logrotate.show_conf',
  looks: true,
  run: async (host, want) => asData(await readConfiguration(host, want.conf_file)),
});
