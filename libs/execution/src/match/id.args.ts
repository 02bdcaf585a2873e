import { Arg } from '@fleet/arguments';

export class MatchIdArgs {
  @Arg({ doc: 'The target.', type: 'string' })
  tgt!: string;

  @Arg({ doc: 'Ask for a minion of this id, instead of this one.', type: 'string', optional: true })
  minion_id?: string;
}
