import { Arg } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';

/** What every state takes that keeps single values of a file. */
export class OptionsFileArgs {
  @Arg({ doc: 'Absolute path of the file.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Keep the old content: minion, or an extension such as .bak.', type: 'string', optional: true })
  backup?: string;

  @Arg({
    doc: 'Show the difference; values of files that only their owner may read are hidden anyway.',
    type: 'boolean',
    default: true,
  })
  show_changes!: boolean;
}

export class ValuesPresentArgs extends OptionsFileArgs {
  @Arg({
    doc: 'Path → value, a path being server:ports:0 or a mapping below a key; of a mapping, keys that are not named stay.',
    type: 'mapping',
  })
  values!: ValueMap;

  @Arg({ doc: 'Make the file where it does not exist; otherwise that is an error.', type: 'boolean', default: false })
  create!: boolean;

  @Arg({ doc: 'Make missing directories above a file that is made.', type: 'boolean', default: false })
  makedirs!: boolean;
}

export class ValuesAbsentArgs extends OptionsFileArgs {
  @Arg({ doc: 'Paths of values, such as server:ports:0.', type: 'list' })
  values!: string[];
}
