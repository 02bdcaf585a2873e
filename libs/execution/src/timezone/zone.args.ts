import { Arg } from '@fleet/arguments';

export class TimezoneArgs {
  @Arg({ doc: 'Name of the time zone, such as Europe/Berlin.', type: 'string' })
  timezone!: string;
}
