import { Arg } from '@fleet/arguments';

export class TextArgs {
  @Arg({ doc: 'The text.', type: 'string' })
  instr!: string;
}
