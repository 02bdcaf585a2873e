import { Arg } from '@fleet/arguments';
import { traverse, type Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { watchFired } from './parts/watch-fired.js';

export class TestCheckPillarArgs {
  @Arg({ doc: 'Any text; it is not used.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Keys that must be there, whatever they hold.', type: 'string or list', optional: true })
  present?: string[];

  @Arg({ doc: 'Keys that must hold true or false.', type: 'string or list', optional: true })
  boolean?: string[];

  @Arg({ doc: 'Keys that must hold a whole number.', type: 'string or list', optional: true })
  integer?: string[];

  @Arg({ doc: 'Keys that must hold a text.', type: 'string or list', optional: true })
  string?: string[];

  @Arg({ doc: 'Keys that must hold a list.', type: 'string or list', optional: true })
  listing?: string[];

  @Arg({ doc: 'Keys that must hold a mapping.', type: 'string or list', optional: true })
  dictionary?: string[];

  @Arg({
    doc: 'Print what each key holds instead of it alone; not used, since it may be a secret.',
    type: 'boolean',
    default: false,
  })
  verbose!: boolean;
}

const kinds: readonly {
  field: 'present' | 'boolean' | 'integer' | 'string' | 'listing' | 'dictionary';
  words: string;
  fits: (value: Value) => boolean;
}[] = [
  { field: 'present', words: '', fits: () => true },
  { field: 'boolean', words: 'true or false', fits: (value) => typeof value === 'boolean' },
  {
    field: 'integer',
    words: 'a whole number',
    fits: (value) => typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value)),
  },
  { field: 'string', words: 'a text', fits: (value) => typeof value === 'string' },
  { field: 'listing', words: 'a list', fits: (value) => Array.isArray(value) },
  { field: 'dictionary', words: 'a mapping', fits: (value) => value instanceof Map },
];

export const checkPillar = defineState({
  name: 'test.check_pillar',
  doc: 'Fail where the pillar lacks a key, or holds something of another kind.',
  args: TestCheckPillarArgs,
  example: `app pillar:
  test.check_pillar:
    - present: [app:version]
    - dictionary: [app:instances]
`,
  async plan(_host, want, context) {
    const wrong: string[] = [];
    for (const { field, words, fits } of kinds) {
      for (const key of want[field] ?? []) {
        const value = traverse(context.pillar, key);
        if (value === undefined) wrong.push(`Pillar key "${key}" is missing.`);
        else if (!fits(value)) wrong.push(`Pillar key "${key}" is not ${words}.`);
      }
    }
    return { verdict: wrong.length === 0, comment: wrong.join('\n') };
  },
  onWatch: async (_host, _want, context) => watchFired(context),
});
