import { Arg } from '@fleet/arguments';

export class UnitArgs {
  @Arg({ doc: 'A unit, with or without its suffix, or a glob such as cortensord@*.', type: 'string' })
  name!: string;
}
