import { Arg } from '@fleet/arguments';
import { HostRefusal, type HttpAnswer } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';
import { lookAtWeb, onlyLooks, QueryArgs, questionOf, QuestionRefused, sendToWeb } from '@fleet/web';
import { defineFunction, FunctionRefused } from '../definition.js';
import { decoded, decodeTypes, type DecodeType } from './decoded.js';

export class HttpQueryArgs extends QueryArgs {
  @Arg({ doc: 'The address.', type: 'string' })
  override url!: string;

  @Arg({ doc: 'Read the text as data too: `dict`.', type: 'boolean', default: false })
  decode!: boolean;

  @Arg({ doc: 'What it is; auto goes by its Content-Type.', type: 'string', default: 'auto', oneOf: decodeTypes })
  decode_type!: DecodeType;

  @Arg({ doc: 'The status of the answer too: `status`.', type: 'boolean', default: false })
  status!: boolean;

  @Arg({
    doc: 'The text of the answer under this name too; it is always there as `body`.',
    type: 'boolean',
    default: false,
  })
  text!: boolean;

  @Arg({ doc: 'The headers of the answer too: `headers`.', type: 'boolean', default: false })
  headers!: boolean;

  @Arg({ doc: 'Tell of a status of 400 and more as an `error`.', type: 'boolean', default: true })
  raise_error!: boolean;
}

export const query = defineFunction({
  name: 'http.query',
  doc: 'What a web server answers: `body`, and what is asked for besides; `error` where it answers with one or not at all.',
  args: HttpQueryArgs,
  example: 'http.query https://example.org/version.json decode=True',
  // It does not say that it looks: what is not GET or HEAD may change something. In test mode those are refused by the host.
  async run(host, want) {
    try {
      const question = questionOf(want.url, want);
      const ask = onlyLooks(question.method) ? lookAtWeb : sendToWeb;
      return shown(await ask(host, question, want), want);
    } catch (cause) {
      if (cause instanceof QuestionRefused) throw new FunctionRefused('bad-arguments', `http.query: ${cause.message}`);
      if (cause instanceof HostRefusal && ['unreachable', 'too-large'].includes(cause.code))
        return new Map([['error', cause.message]]);
      throw cause;
    }
  },
});

function shown(answer: HttpAnswer, want: HttpQueryArgs): ValueMap {
  const body = answer.body.toString('utf8');
  const failed = answer.status >= 400;
  const result: ValueMap = new Map<Value, Value>([['body', body]]);
  if (want.text) result.set('text', body);
  if (want.status || failed) result.set('status', answer.status);
  if (want.headers) result.set('headers', new Map(Object.entries(answer.headers)));
  if (failed && want.raise_error)
    result.set('error', `${answer.url} answered ${answer.status} ${answer.reason}`.trim());
  if (want.decode && !failed) {
    const data = decoded(body, answer.headers['content-type'] ?? '', want.decode_type);
    if (data === undefined) result.set('text', body);
    else result.set('dict', data);
  }
  return result;
}
