import { Arg } from '@fleet/arguments';

export class UtcOffsetArgs {
  @Arg({ doc: 'How far from UTC, as in +0100; without, the time zone of the machine.', type: 'string', optional: true })
  utc_offset?: string;
}
