import { Arg } from '@fleet/arguments';
import { parseJson, parseYaml, RenderRefused } from '@fleet/rendering';
import { defineQuick } from '../definition.js';

export class SlsutilDeserializeArgs {
  @Arg({ doc: 'The form to read.', type: 'string', oneOf: ['json', 'yaml'] })
  serializer!: 'json' | 'yaml';

  @Arg({ doc: 'The text.', type: 'string' })
  stream_or_string!: string;
}

export const deserialize = defineQuick({
  name: 'slsutil.deserialize',
  doc: 'Text as data.',
  args: SlsutilDeserializeArgs,
  example: `slsutil.deserialize yaml 'ports: [80, 443]'`,
  now({ serializer, stream_or_string }) {
    const source = { name: 'text', text: stream_or_string };
    if (serializer === 'json') {
      const parsed = parseJson({ source });
      if (!parsed.ok) throw new RenderRefused(parsed.diagnostics);
      return parsed.value;
    }
    const parsed = parseYaml({ source });
    if (!parsed.ok) throw new RenderRefused(parsed.diagnostics);
    return parsed.value.value;
  },
});
