import { Arg } from '@fleet/arguments';

export class ModArgs {
  @Arg({ doc: 'Name of the module.', type: 'string' })
  mod!: string;
}
