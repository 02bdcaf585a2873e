import { Arg } from '@fleet/arguments';
import { HostRefusal } from '@fleet/platform';
import { parseJson, parseYaml, pythonStr, RenderRefused } from '@fleet/rendering';
import type { Value, ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';

export class HttpQueryArgs {
  @Arg({ doc: 'The address.', type: 'string' })
  url!: string;

  @Arg({ doc: 'How to ask; fleet only fetches.', type: 'string', default: 'GET', oneOf: ['GET'] })
  method!: string;

  @Arg({ doc: 'Headers to send.', type: 'mapping', optional: true })
  header_dict?: ValueMap;

  @Arg({ doc: 'Read the text as data too: `dict`.', type: 'boolean', default: false })
  decode!: boolean;

  @Arg({ doc: 'What it is.', type: 'string', default: 'json', oneOf: ['json', 'yaml', 'plain', 'auto'] })
  decode_type!: 'json' | 'yaml' | 'plain' | 'auto';

  @Arg({ doc: 'How long it may take; seconds, or a number with a unit.', type: 'duration', default: 30 })
  timeout!: number;
}

export const query = defineFunction({
  name: 'http.query',
  doc: 'What a web server answers: `body`, and with decode `dict`; `error` where it answers with one.',
  args: HttpQueryArgs,
  example: 'http.query https://example.org/version.json decode=True',
  looks: true,
  async run(host, want) {
    const headers = Object.fromEntries(
      [...(want.header_dict ?? [])].map(([key, value]) => [String(key), pythonStr(value)]),
    );
    try {
      const body = (
        await host.network.fetch(want.url, { timeout: want.timeout, headers, limit: 8 * 1024 ** 2 })
      ).toString('utf8');
      return new Map<Value, Value>([
        ['body', body],
        ...(want.decode ? [['dict', decoded(body, want)] as [Value, Value]] : []),
      ]);
    } catch (cause) {
      if (cause instanceof HostRefusal && cause.code !== 'bad-url') return new Map([['error', cause.message]]);
      throw cause;
    }
  },
});

function decoded(text: string, want: HttpQueryArgs): Value {
  const source = { name: want.url, text };
  if (want.decode_type === 'plain') return text;
  if (want.decode_type === 'yaml') {
    const parsed = parseYaml({ source });
    if (!parsed.ok) throw new RenderRefused(parsed.diagnostics);
    return parsed.value.value;
  }
  const parsed = parseJson({ source });
  if (!parsed.ok) throw new RenderRefused(parsed.diagnostics);
  return parsed.value;
}
