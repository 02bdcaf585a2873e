import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';

export class TextArgs {
  @Arg({ doc: 'Absolute path of the file; it is made where it does not exist.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The lines: a text, or a list of texts.', type: 'any', optional: true })
  text?: Value;

  @Arg({ doc: 'A salt:// file, or list of them, whose lines are wanted.', type: 'string or list', optional: true })
  source?: string[];

  @Arg({ doc: 'Make missing directories above the file.', type: 'boolean', default: false })
  makedirs!: boolean;
}
