import { Arg } from '@fleet/arguments';
import { Float, isList, isMap, traverse, type Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { TestStateArgs } from './test.args.js';

export class CheckPillarArgs extends TestStateArgs {
  @Arg({ doc: 'Paths that must exist.', type: 'string or list', optional: true })
  present?: string[];

  @Arg({ doc: 'Paths that must hold true or false.', type: 'string or list', optional: true })
  boolean?: string[];

  @Arg({ doc: 'Paths that must hold a whole number.', type: 'string or list', optional: true })
  integer?: string[];

  @Arg({ doc: 'Paths that must hold a text.', type: 'string or list', optional: true })
  string?: string[];

  @Arg({ doc: 'Paths that must hold a list.', type: 'string or list', optional: true })
  listing?: string[];

  @Arg({ doc: 'Paths that must hold a mapping.', type: 'string or list', optional: true })
  dictionary?: string[];
}

const kinds: Readonly<Record<'boolean' | 'integer' | 'string' | 'listing' | 'dictionary', (value: Value) => boolean>> = {
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => (typeof value === 'number' || typeof value === 'bigint') && !(value instanceof Float) && Number.isInteger(Number(value)),
  string: (value) => typeof value === 'string',
  listing: (value) => isList(value),
  dictionary: (value) => isMap(value),
};

export const checkPillar = defineState({
  name: 'test.check_pillar',
  doc: 'Fail where the pillar lacks a value, or holds one of another kind.',
  args: CheckPillarArgs,
  example: 'pillar is complete:\n  test.check_pillar:\n    - present:\n      - cortensord:user\n    - failhard: True\n',
  async plan(_host, want, context) {
    const wrong: string[] = [];
    for (const path of want.present ?? []) {
      if (traverse(context.pillar, path) === undefined) wrong.push(`Pillar key "${path}" is missing.`);
    }
    for (const [kind, fits] of Object.entries(kinds) as [keyof typeof kinds, (value: Value) => boolean][]) {
      for (const path of want[kind] ?? []) {
        const value = traverse(context.pillar, path);
        if (value === undefined) wrong.push(`Pillar key "${path}" is missing.`);
        else if (!fits(value)) wrong.push(`Pillar key "${path}" is no ${kind}.`);
      }
    }
    return { verdict: wrong.length === 0, comment: wrong.length === 0 ? 'the pillar holds what it must' : wrong.join('\n') };
  },
});
