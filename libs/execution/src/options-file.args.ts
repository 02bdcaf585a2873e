import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';

export class OptionFileArgs {
  @Arg({ doc: 'Absolute path of the file on the minion.', type: 'string' })
  file!: string;

  @Arg({ doc: 'Path of the value, such as server:ports:0, or a list of its steps.', type: 'any' })
  key!: Value;
}

export class GetFromFileArgs {
  @Arg({ doc: 'Absolute path of the file on the minion.', type: 'string' })
  file!: string;

  @Arg({
    doc: 'Path of the value, such as server:ports:0, or a list of its steps; without it, all.',
    type: 'any',
    default: '',
  })
  key!: Value;

  @Arg({ doc: 'Answer where the file has no such value.', type: 'any', optional: true })
  default?: Value;
}

export class SetInFileArgs extends OptionFileArgs {
  @Arg({
    doc: 'The value; where it is a mapping or a list, only what differs is touched.',
    type: 'any',
    nullable: true,
  })
  value!: Value;
}
