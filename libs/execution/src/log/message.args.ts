import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';

export class LogMessageArgs {
  @Arg({ doc: 'What to say.', type: 'any' })
  message!: Value;
}
