import { Arg, NotSupported } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';

@NotSupported({
  source_hash: 'the source comes from the state tree.',
  sources: 'list them in `source`.',
  source_hashes: 'the sources come from the state tree.',
})
export class TextArgs {
  @Arg({ doc: 'Absolute path of the file; it is made where it does not exist.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The lines: a text, or a list of texts.', type: 'any', optional: true })
  text?: Value;

  @Arg({ doc: 'A salt:// file, or list of them, whose lines are wanted.', type: 'string or list', optional: true })
  source?: string[];

  @Arg({ doc: 'Make missing directories above the file.', type: 'boolean', default: false })
  makedirs!: boolean;

  @Arg({ doc: 'Render the lines with this engine first.', type: 'string', oneOf: ['jinja'], optional: true })
  template?: string;

  @Arg({ doc: 'Variables for the template.', type: 'mapping', optional: true })
  context?: ValueMap;

  @Arg({
    doc: 'Variables for the template, used where `context` has none of that name.',
    type: 'mapping',
    optional: true,
  })
  defaults?: ValueMap;
}
