import { Arg } from '@fleet/arguments';
import { readOption, setOption as withOption } from '@fleet/options';
import { pythonStr } from '@fleet/rendering';
import type { Value, ValueMap } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { inFile, readOptionsText } from '../options-file.js';
import { IniFileArgs } from './file.args.js';

export class IniSetOptionArgs extends IniFileArgs {
  @Arg({ doc: 'Section → option → value; an option beside the sections stands before the first one.', type: 'mapping' })
  sections!: ValueMap;

  @Arg({ doc: 'What stands between an option and its value.', type: 'string', default: '=' })
  separator!: string;

  @Arg({ doc: 'Write new options without blanks beside the separator.', type: 'boolean', default: false })
  no_spaces!: boolean;
}

export const setOption = defineFunction({
  name: 'ini.set_option',
  doc: 'Set options of an ini file in place: comments, order and everything else stay. Answers what was before and after, by section.',
  args: IniSetOptionArgs,
  example: "ini.set_option /etc/mysql/my.cnf '{mysqld: {port: 3307}}'",
  async run(host, { file_name, sections, separator, no_spaces }) {
    const text = await readOptionsText(host, file_name);
    const style = { separator, noSpaces: no_spaces };
    const changes: ValueMap = new Map();
    let edited = text;
    for (const [section, option, value] of wanted(sections)) {
      const before = inFile(file_name, () => readOption('ini', edited, [section, option], style)) ?? null;
      if (before === value) continue;
      edited = inFile(file_name, () => withOption('ini', edited, [section, option], value, style));
      const own = (changes.get(section) ?? new Map()) as ValueMap;
      own.set(
        option,
        new Map<Value, Value>([
          ['before', before],
          ['after', value],
        ]),
      );
      changes.set(section, own);
    }
    if (edited !== text) await host.files.write(file_name, edited);
    return changes;
  },
});

function wanted(sections: ValueMap): [section: string, option: string, value: string][] {
  return [...sections].flatMap(([section, options]): [string, string, string][] =>
    options instanceof Map
      ? [...options].map(([option, value]) => [pythonStr(section), pythonStr(option), textOf(value)])
      : [['DEFAULT_IMPLICIT', pythonStr(section), textOf(options)]],
  );
}

function textOf(value: Value): string {
  if (value instanceof Map || Array.isArray(value))
    throw new FunctionRefused('bad-arguments', 'a value of an ini file is a text, and no mapping or list');
  return value === null ? '' : pythonStr(value);
}
