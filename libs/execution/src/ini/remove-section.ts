import { readOption, removeOption } from '@fleet/options';
import { defineFunction } from '../definition.js';
import { inFile, readOptionsText } from '../options-file.js';
import { IniSectionArgs } from './file.args.js';

export const removeSection = defineFunction({
  name: 'ini.remove_section',
  doc: 'Remove a section of an ini file with its options; answers the options that it had, nothing where there was none.',
  args: IniSectionArgs,
  example: 'ini.remove_section /etc/mysql/my.cnf mysqldump',
  async run(host, { file_name, section, separator }) {
    const text = await readOptionsText(host, file_name);
    const edited = inFile(file_name, () => removeOption('ini', text, [section], { separator }));
    if (edited === text) return null;
    await host.files.write(file_name, edited);
    return readOption('ini', text, [section], { separator }) ?? new Map();
  },
});
