import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineQuick } from '../definition.js';
import { updated } from '../dict-update.js';

export class DefaultsMergeArgs {
  @Arg({ doc: 'What is merged into.', type: 'any', nullable: true })
  dest!: Value;

  @Arg({ doc: 'What is merged over it, and wins.', type: 'any', nullable: true })
  src!: Value;

  @Arg({ doc: 'Join lists instead of replacing them.', type: 'boolean', default: false })
  merge_lists!: boolean;

  @Arg({ doc: 'In a template: `dest` itself becomes the answer.', type: 'boolean', default: true })
  in_place!: boolean;

  @Arg({ doc: 'Take nothing for an empty mapping.', type: 'boolean', default: true })
  convert_none!: boolean;
}

export const merge = defineQuick({
  name: 'defaults.merge',
  doc: 'One mapping merged into another, mapping by mapping.',
  args: DefaultsMergeArgs,
  example: 'defaults.merge "{a: {b: 1}}" "{a: {c: 2}}"',
  now({ dest, src, merge_lists, convert_none }) {
    const given = (value: Value): Value => (convert_none && value === null ? new Map() : value);
    return updated(given(dest), given(src), { mergeLists: merge_lists });
  },
});
