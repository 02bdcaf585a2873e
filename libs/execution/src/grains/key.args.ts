import { Arg } from '@fleet/arguments';
import { MinLength } from 'class-validator';

/** The grain that an editing function is about. */
export class GrainKeyArgs {
  @Arg({ doc: 'Path of the grain, its steps joined by the delimiter.', type: 'string' })
  @MinLength(1, { message: '`key` must name a grain' })
  key!: string;
}
