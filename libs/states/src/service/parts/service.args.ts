import { Arg } from '@fleet/arguments';

export class ServiceArgs {
  @Arg({ doc: 'Unit, with or without .service; a glob such as app@* means every unit that matches.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Accepted for trees that set it: units are found by name alone.', type: 'string', optional: true })
  sig?: string;
}
