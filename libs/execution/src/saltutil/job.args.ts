import { Arg } from '@fleet/arguments';
import { Matches } from 'class-validator';

export class JobArgs {
  @Arg({ doc: 'The job: 20 digits, as `fleetctl jobs list` shows them.', type: 'string' })
  @Matches(/^[0-9]{20}$/, { message: '`jid` must have 20 digits' })
  jid!: string;
}
