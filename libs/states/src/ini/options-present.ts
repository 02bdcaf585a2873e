import { Arg } from '@fleet/arguments';
import { readOption, removeOption, setOption, type IniStyle } from '@fleet/options';
import { pythonStr } from '@fleet/rendering';
import type { ValueMap } from '@fleet/values';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { IniPresentArgs } from './parts/ini.args.js';
import { implicitSection, planIni, textOf } from './parts/plan-ini.js';

export class IniOptionsPresentArgs extends IniPresentArgs {
  @Arg({ doc: 'Section → option → value; an option beside the sections stands before the first one.', type: 'mapping' })
  sections!: ValueMap;

  @Arg({ doc: 'Options of these sections that are not named are removed.', type: 'boolean', default: false })
  strict!: boolean;
}

export const optionsPresent = defineState({
  name: 'ini.options_present',
  doc: 'Keep options of an ini file, set in place: comments, order, owner, mode and everything else stay. The change is a difference of the text.',
  args: IniOptionsPresentArgs,
  example: `/etc/mysql/my.cnf:
  ini.options_present:
    - sections:
        mysqld:
          port: 3307
          bind-address: 127.0.0.1
`,
  plan(host, want, context) {
    const wanted = optionsOf(want.sections);
    if (typeof wanted === 'string') return Promise.resolve(impossible(wanted));
    const surroundings = {
      absent: want.create ? 'empty' : 'error',
      already: `${want.name} has every option`,
      done: `the options of ${want.name} are set`,
    } as const;
    return planIni(host, want, context, surroundings, (text, style) => {
      const set = wanted.reduce(
        (rest, [section, option, value]) => setOption('ini', rest, [section, option], value, style),
        text,
      );
      return want.strict ? withoutOthers(set, wanted, style) : set;
    });
  },
});

type Wanted = readonly [section: string, option: string, value: string];

function optionsOf(sections: ValueMap): Wanted[] | string {
  const result: Wanted[] = [];
  for (const [section, options] of sections) {
    const rows =
      options instanceof Map
        ? [...options].map((row) => [section, ...row] as const)
        : ([[implicitSection, section, options]] as const);
    for (const [name, option, value] of rows) {
      const text = textOf(value);
      if (text === undefined)
        return `${pythonStr(option)} is a mapping or a list, and a value of an ini file is a text`;
      result.push([pythonStr(name), pythonStr(option), text]);
    }
  }
  return result.length > 0 ? result : '`sections` names no option';
}

function withoutOthers(text: string, wanted: readonly Wanted[], style: IniStyle): string {
  let rest = text;
  for (const section of new Set(wanted.map(([name]) => name))) {
    const kept = wanted.filter(([name]) => name === section).map(([, option]) => option);
    const options = readOption('ini', rest, [section], style) as ValueMap;
    for (const option of options.keys())
      if (!kept.includes(String(option))) rest = removeOption('ini', rest, [section, option], style);
  }
  return rest;
}
