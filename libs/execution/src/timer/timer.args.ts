import { Arg } from '@fleet/arguments';

export class TimerArgs {
  @Arg({ doc: 'A timer, with or without .timer.', type: 'string' })
  name!: string;
}
