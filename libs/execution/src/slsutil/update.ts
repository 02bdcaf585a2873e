import { Arg } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';
import { defineQuick } from '../definition.js';
import { updated } from '../dict-update.js';

export class SlsutilUpdateArgs {
  @Arg({ doc: 'What is merged into; in a template it becomes the answer itself.', type: 'mapping' })
  dest!: ValueMap;

  @Arg({ doc: 'What is merged over it, and wins.', type: 'mapping' })
  upd!: ValueMap;

  @Arg({ doc: 'Merge mappings into mappings instead of replacing them.', type: 'boolean', default: true })
  recursive_update!: boolean;

  @Arg({ doc: 'Join lists instead of replacing them.', type: 'boolean', default: false })
  merge_lists!: boolean;
}

export const update = defineQuick({
  name: 'slsutil.update',
  doc: 'One mapping merged into another.',
  args: SlsutilUpdateArgs,
  example: 'slsutil.update "{a: {b: 1}}" "{a: {c: 2}}"',
  now: (want) => updated(want.dest, want.upd, { recursive: want.recursive_update, mergeLists: want.merge_lists }),
});
