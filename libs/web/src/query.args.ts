import { Arg, NotSupported } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';

/** How a web server is asked; what is done with its answer is added by each function and state. */
@NotSupported({
  backend: 'there is one way to ask here',
  header_file: 'write the headers into `header_dict`',
  data_render: 'SLS and files are templates already: render it there',
  header_render: 'SLS are templates already: render it there',
  text_out: 'keep what a server answers with `file.managed` and its address as `source`',
  headers_out: 'the headers are in the answer with `headers: True`',
  decode_out: 'keep what a server answers with `file.managed` and its address as `source`',
  persist_session: 'each question stands for itself',
  cookies: 'write a Cookie into `header_dict`',
  stream: 'an answer is read into memory, up to 8 MiB',
  handle: 'an answer is read into memory, up to 8 MiB',
  opts: 'the configuration of the minion is not asked for this',
})
export class QueryArgs {
  @Arg({ doc: 'The address, where the name is not one.', type: 'string', optional: true })
  url?: string;

  @Arg({
    doc: 'How to ask; whatever is not GET or HEAD may change something at the other end.',
    type: 'string',
    default: 'GET',
  })
  method!: string;

  @Arg({ doc: 'What is added to the address behind a question mark, name by name.', type: 'mapping', optional: true })
  params?: ValueMap;

  @Arg({
    doc: 'What to send: a text as it is, a mapping as a form, or as JSON where the Content-Type says so.',
    type: 'any',
    optional: true,
  })
  data?: Value;

  @Arg({ doc: 'A file of the machine whose content is sent.', type: 'string', optional: true })
  data_file?: string;

  @Arg({ doc: 'Headers to send.', type: 'mapping', optional: true })
  header_dict?: ValueMap;

  @Arg({
    doc: 'Headers to send, each as one line such as `Accept: text/plain`.',
    type: 'string or list',
    optional: true,
  })
  header_list?: string[];

  @Arg({ doc: 'Who asks, for a server that wants a password.', type: 'string', optional: true })
  username?: string;

  @Arg({ doc: 'The password to it; it is shown to this server only.', type: 'string', optional: true })
  password?: string;

  @Arg({ doc: 'What this program calls itself.', type: 'string', default: 'fleet' })
  agent!: string;

  @Arg({ doc: 'Whether the certificate of the server has to be good.', type: 'boolean', default: true })
  verify_ssl!: boolean;

  @Arg({ doc: 'A file of the machine with the certificates that are trusted.', type: 'string', optional: true })
  ca_bundle?: string;

  @Arg({
    doc: 'Files of the machine with our own certificate and its key: one that holds both, or two.',
    type: 'string or list',
    optional: true,
  })
  cert?: string[];

  @Arg({ doc: 'Whether redirects are followed; without, they are an answer.', type: 'boolean', default: true })
  follow_redirects!: boolean;

  @Arg({ doc: 'How long it may take; seconds, or a number with a unit.', type: 'duration', default: 30 })
  timeout!: number;
}
