import { defineFunction } from '../definition.js';
import { getOption } from '../options-file.js';
import { GetFromFileArgs } from '../options-file.args.js';

export const get = defineFunction({
  name: 'yaml.get',
  doc: 'The value at a path of a YAML file, every digit of a number kept.',
  args: GetFromFileArgs,
  example: 'yaml.get /srv/app/compose.yaml services:web:image',
  looks: true,
  run: (host, want) => getOption(host, 'yaml', want.file, want.key, want.default ?? null),
});
