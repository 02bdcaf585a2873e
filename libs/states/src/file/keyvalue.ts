import { Arg, NotSupported } from '@fleet/arguments';
import { keyvalueEdit } from '@fleet/edits';
import { pythonStr } from '@fleet/rendering';
import type { Value, ValueMap } from '@fleet/values';
import { defineState } from '../definition.js';
import { planEdit } from './parts/edit.js';

@NotSupported({
  create_if_missing: 'make the file with `file.managed` and `replace: False` first.',
})
export class FileKeyvalueArgs {
  @Arg({ doc: 'Absolute path of the file.', type: 'string' })
  name!: string;

  @Arg({ doc: 'One key.', type: 'string', optional: true })
  key?: string;

  @Arg({ doc: 'Its value.', type: 'any', optional: true })
  value?: Value;

  @Arg({ doc: 'Several keys with their values, instead of key and value.', type: 'mapping', optional: true })
  key_values?: ValueMap;

  @Arg({ doc: 'What stands between key and value.', type: 'string', default: '=' })
  separator!: string;

  @Arg({ doc: 'Add keys that the file does not have at its end.', type: 'boolean', default: false })
  append_if_not_found!: boolean;

  @Arg({ doc: 'Add keys that the file does not have at its beginning.', type: 'boolean', default: false })
  prepend_if_not_found!: boolean;

  @Arg({
    doc: 'Only look: fail where a key has another value, and leave the file alone.',
    type: 'boolean',
    default: false,
  })
  search_only!: boolean;

  @Arg({ doc: 'Show the difference.', type: 'boolean', default: true })
  show_changes!: boolean;

  @Arg({ doc: 'A file that does not exist is fine.', type: 'boolean', default: false })
  ignore_if_missing!: boolean;

  @Arg({ doc: 'How many lines of one key to set; 0 is all.', type: 'int', default: 1 })
  count!: number;

  @Arg({ doc: 'Uncomment a key that is commented out with these characters.', type: 'string', optional: true })
  uncomment?: string;

  @Arg({ doc: 'Characters that may follow a value and are not part of it.', type: 'string', optional: true })
  value_ends?: string;

  @Arg({ doc: 'Find keys whatever their case.', type: 'boolean', default: false })
  key_ignore_case!: boolean;

  @Arg({ doc: 'Take a value that differs in case only for right.', type: 'boolean', default: false })
  value_ignore_case!: boolean;
}

export const keyvalue = defineState({
  name: 'file.keyvalue',
  doc: 'Keep keys of a file of KEY=VALUE lines at their values.',
  args: FileKeyvalueArgs,
  example: `/etc/default/app:
  file.keyvalue:
    - key_values:
        PORT: '8080'
        DEBUG: 'false'
    - append_if_not_found: True
`,
  async plan(host, want, context) {
    const wanted = pairs(want);
    if (typeof wanted === 'string') return { impossible: wanted };
    const absent = want.ignore_if_missing ? ('ignore' as const) : ('error' as const);
    const options = {
      path: want.name,
      absent,
      showChanges: want.show_changes,
      already: 'every key has its value',
      done: 'the keys are set',
    };
    const plan = await planEdit(host, options, context, keyvalueEdit({ ...want, path: want.name }, wanted));
    const differs = 'steps' in plan && plan.steps.length > 0;
    return want.search_only && differs
      ? { verdict: false, comment: `${want.name} does not have every key at its value` }
      : plan;
  },
});

function pairs(want: FileKeyvalueArgs): [string, string][] | string {
  if (want.key_values && want.key !== undefined) return 'only one of `key` and `key_values` can be given';
  if (want.key_values)
    return [...want.key_values].map(([key, value]): [string, string] => [pythonStr(key), pythonStr(value)]);
  if (want.key === undefined || want.value === undefined) return 'there is neither `key` with `value` nor `key_values`';
  return [[want.key, pythonStr(want.value)]];
}
