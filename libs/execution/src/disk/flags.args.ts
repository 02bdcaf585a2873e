import { Arg } from '@fleet/arguments';

export class DfFlagsArgs {
  @Arg({ doc: 'Further flags of df, such as hl: a, h, H, k, l.', type: 'string or list', optional: true })
  args?: string[];
}
