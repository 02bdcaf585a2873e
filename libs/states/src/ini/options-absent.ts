import { Arg } from '@fleet/arguments';
import { removeOption } from '@fleet/options';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { IniArgs } from './parts/ini.args.js';
import { implicitSection, namesOf, planIni } from './parts/plan-ini.js';

export class IniOptionsAbsentArgs extends IniArgs {
  @Arg({ doc: 'Section → list of options; of a plain list, options before the first section.', type: 'any' })
  sections!: Value;
}

export const optionsAbsent = defineState({
  name: 'ini.options_absent',
  doc: 'Keep options from being in an ini file, and everything else as it is; a file that does not exist has none.',
  args: IniOptionsAbsentArgs,
  example: '/etc/mysql/my.cnf:\n  ini.options_absent:\n    - sections:\n        mysqld:\n          - skip-networking\n',
  plan(host, { sections, ...want }, context) {
    const paths =
      sections instanceof Map
        ? [...sections].flatMap(([section, options]) => namesOf(options).map((option) => [pythonStr(section), option]))
        : namesOf(sections).map((option) => [implicitSection, option]);
    const surroundings = {
      absent: 'ignore',
      already: `${want.name} has none of the options`,
      done: `the options of ${want.name} are removed`,
    } as const;
    return planIni(host, want, context, surroundings, (text, style) =>
      paths.reduce((rest, path) => removeOption('ini', rest, path, style), text),
    );
  },
});
