import { Arg } from '@fleet/arguments';

export class MinionDrainArgs {
  @Arg({
    doc: 'How long running jobs have to finish; seconds, or a number with a unit.',
    type: 'duration',
    default: 60,
  })
  timeout!: number;
}
