import { Arg } from '@fleet/arguments';
import { defineQuick } from '../definition.js';

export class ConfigValidFileprotoArgs {
  @Arg({ doc: 'A URL.', type: 'string' })
  uri!: string;
}

export const validFileproto = defineQuick({
  name: 'config.valid_fileproto',
  doc: 'Whether a file can be fetched from a URL of that kind.',
  args: ConfigValidFileprotoArgs,
  example: 'config.valid_fileproto salt://app/app.conf',
  now: ({ uri }) => /^(?:salt|https?):\/\//.test(uri),
});
