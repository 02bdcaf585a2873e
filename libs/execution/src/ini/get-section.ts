import { readOption } from '@fleet/options';
import { defineFunction } from '../definition.js';
import { inFile, readOptionsText } from '../options-file.js';
import { IniSectionArgs } from './file.args.js';

export const getSection = defineFunction({
  name: 'ini.get_section',
  doc: 'The options of a section of an ini file with their values; empty where there is no such section.',
  args: IniSectionArgs,
  example: 'ini.get_section /etc/mysql/my.cnf mysqld',
  looks: true,
  async run(host, { file_name, section, separator }) {
    const text = await readOptionsText(host, file_name);
    return inFile(file_name, () => readOption('ini', text, [section], { separator }) ?? new Map());
  },
});
