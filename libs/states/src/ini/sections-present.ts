import { Arg } from '@fleet/arguments';
import { readOption, setOption } from '@fleet/options';
import type { Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { IniPresentArgs } from './parts/ini.args.js';
import { namesOf, planIni } from './parts/plan-ini.js';

export class IniSectionsPresentArgs extends IniPresentArgs {
  @Arg({ doc: 'Names of the sections.', type: 'any' })
  sections!: Value;
}

export const sectionsPresent = defineState({
  name: 'ini.sections_present',
  doc: 'Keep sections in an ini file; those that are missing are added at its end, without options.',
  args: IniSectionsPresentArgs,
  example: '/etc/mysql/my.cnf:\n  ini.sections_present:\n    - sections:\n        - mysqld\n        - client\n',
  plan(host, { sections, ...want }, context) {
    const surroundings = {
      absent: want.create ? 'empty' : 'error',
      already: `${want.name} has every section`,
      done: `the sections of ${want.name} are added`,
    } as const;
    return planIni(host, want, context, surroundings, (text, style) =>
      namesOf(sections).reduce(
        (rest, section) =>
          readOption('ini', rest, [section], style) === undefined
            ? setOption('ini', rest, [section], new Map(), style)
            : rest,
        text,
      ),
    );
  },
});
