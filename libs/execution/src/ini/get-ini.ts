import { Arg } from '@fleet/arguments';
import { readOption } from '@fleet/options';
import { defineFunction } from '../definition.js';
import { inFile, readOptionsText } from '../options-file.js';
import { IniFileArgs } from './file.args.js';

export class IniGetIniArgs extends IniFileArgs {
  @Arg({ doc: 'What stands between an option and its value.', type: 'string', default: '=' })
  separator!: string;
}

export const getIni = defineFunction({
  name: 'ini.get_ini',
  doc: 'A whole ini file: section → option → value.',
  args: IniGetIniArgs,
  example: 'ini.get_ini /etc/mysql/my.cnf',
  looks: true,
  async run(host, { file_name, separator }) {
    const text = await readOptionsText(host, file_name);
    return inFile(file_name, () => readOption('ini', text, [], { separator }) ?? new Map());
  },
});
