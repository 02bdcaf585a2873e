import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { asData, readConfiguration, settingOf } from './configuration.js';

export class LogrotateGetArgs {
  @Arg({ doc: 'A directive such as rotate, or the log (as it is named before the brace) of a block.', type: 'string' })
  key!: string;

  @Arg({ doc: 'A directive in the block.', type: 'string', optional: true })
  value?: string;

  @Arg({ doc: 'The configuration file.', type: 'string', default: '/etc/logrotate.conf' })
  conf_file!: string;
}

export const get = defineFunction({
  name: 'logrotate.get',
  doc: 'What a directive of logrotate is set to, or a whole block; false where it is not set.',
  args: LogrotateGetArgs,
  example: 'logrotate.get /var/log/wtmp rotate',
  looks: true,
  async run(host, { key, value, conf_file }) {
    const files = await readConfiguration(host, conf_file);
    if (value !== undefined) return settingOf(files, key, value) ?? false;
    return asData(files).get(key) ?? false;
  },
});
