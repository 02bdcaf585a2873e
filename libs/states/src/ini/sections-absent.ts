import { Arg } from '@fleet/arguments';
import { removeOption } from '@fleet/options';
import type { Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { IniArgs } from './parts/ini.args.js';
import { namesOf, planIni } from './parts/plan-ini.js';

export class IniSectionsAbsentArgs extends IniArgs {
  @Arg({ doc: 'Names of the sections.', type: 'any' })
  sections!: Value;
}

export const sectionsAbsent = defineState({
  name: 'ini.sections_absent',
  doc: 'Keep sections, with their options, from being in an ini file; a file that does not exist has none.',
  args: IniSectionsAbsentArgs,
  example: '/etc/mysql/my.cnf:\n  ini.sections_absent:\n    - sections:\n        - mysqldump\n',
  plan(host, { sections, ...want }, context) {
    const surroundings = {
      absent: 'ignore',
      already: `${want.name} has none of the sections`,
      done: `the sections of ${want.name} are removed`,
    } as const;
    return planIni(host, want, context, surroundings, (text, style) =>
      namesOf(sections).reduce((rest, section) => removeOption('ini', rest, [section], style), text),
    );
  },
});
