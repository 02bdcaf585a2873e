import { Arg } from '@fleet/arguments';

export class TestStateArgs {
  @Arg({ doc: 'A label; nothing is done with it.', type: 'string' })
  name!: string;
}
