import { readOption, removeOption as removed } from '@fleet/options';
import { defineFunction } from '../definition.js';
import { inFile, readOptionsText } from '../options-file.js';
import { IniOptionArgs } from './file.args.js';

export const removeOption = defineFunction({
  name: 'ini.remove_option',
  doc: 'Remove an option of an ini file; answers the value that it had, nothing where there was none.',
  args: IniOptionArgs,
  example: 'ini.remove_option /etc/mysql/my.cnf mysqld port',
  async run(host, { file_name, section, option, separator }) {
    const text = await readOptionsText(host, file_name);
    const path = [section, option];
    const edited = inFile(file_name, () => removed('ini', text, path, { separator }));
    if (edited === text) return null;
    await host.files.write(file_name, edited);
    return readOption('ini', text, path, { separator }) ?? null;
  },
});
