import { readOption } from '@fleet/options';
import { defineFunction } from '../definition.js';
import { inFile, readOptionsText } from '../options-file.js';
import { IniOptionArgs } from './file.args.js';

export const getOption = defineFunction({
  name: 'ini.get_option',
  doc: 'The value of an option of an ini file, as it stands there; nothing where there is none.',
  args: IniOptionArgs,
  example: 'ini.get_option /etc/mysql/my.cnf mysqld port',
  looks: true,
  async run(host, { file_name, section, option, separator }) {
    const text = await readOptionsText(host, file_name);
    return inFile(file_name, () => readOption('ini', text, [section, option], { separator }) ?? null);
  },
});
