import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';

export class PillarGetArgs {
  @Arg({ doc: 'Path of the value, its steps joined by the delimiter.', type: 'string' })
  key!: string;

  @Arg({
    doc: 'What to answer where there is nothing at that path; without it, the empty text.',
    type: 'any',
    optional: true,
    nullable: true,
  })
  default?: Value;

  @Arg({
    doc: 'Merge what is found over the default, where both are mappings or both are lists.',
    type: 'boolean',
    default: false,
  })
  merge!: boolean;

  @Arg({
    doc: 'Join lists inside of merged mappings; without it, as `pillar_merge_lists` says.',
    type: 'boolean',
    optional: true,
    nullable: true,
  })
  merge_nested_lists?: boolean | null;

  @Arg({ doc: 'What joins the steps of the path.', type: 'string', default: ':' })
  delimiter!: string;

  @Arg({
    doc: 'Compile the pillar of this environment, and look there.',
    type: 'string',
    optional: true,
    nullable: true,
  })
  pillarenv?: string | null;

  @Arg({ doc: 'The same, where `pillarenv_from_saltenv` is set.', type: 'string', optional: true, nullable: true })
  saltenv?: string | null;
}
