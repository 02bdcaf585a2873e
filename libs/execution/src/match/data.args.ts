import { Arg } from '@fleet/arguments';

export class MatchDataArgs {
  @Arg({ doc: 'The target: path of a value, and what it should be.', type: 'string' })
  tgt!: string;

  @Arg({ doc: 'What joins the steps of the path.', type: 'string', default: ':' })
  delimiter!: string;
}
