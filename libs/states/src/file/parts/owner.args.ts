import { Arg } from '@fleet/arguments';

/** Who owns an entry; what is not given stays as it is. */
export class OwnerArgs {
  @Arg({
    doc: 'Account that owns it, by name or number; left alone where it is not given.',
    type: 'string',
    optional: true,
  })
  user?: string;

  @Arg({
    doc: 'Group that it belongs to, by name or number; left alone where it is not given.',
    type: 'string',
    optional: true,
  })
  group?: string;
}
