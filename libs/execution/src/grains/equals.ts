import { Arg } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import { traverse, type Value } from '@fleet/values';
import { defineQuick } from '../definition.js';

export class GrainsEqualsArgs {
  @Arg({ doc: 'Path of the grain.', type: 'string' })
  key!: string;

  @Arg({ doc: 'What it is compared with, both as they print.', type: 'any', nullable: true })
  value!: Value;
}

export const equals = defineQuick({
  name: 'grains.equals',
  doc: 'Whether a grain prints as a value does.',
  args: GrainsEqualsArgs,
  example: 'grains.equals osmajorrelease 12',
  needs: ['grains'],
  now: (want, { grains }) => pythonStr(want.value) === pythonStr(traverse(grains, want.key) ?? ''),
});
