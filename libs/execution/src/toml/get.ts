import { defineFunction } from '../definition.js';
import { getOption } from '../options-file.js';
import { GetFromFileArgs } from '../options-file.args.js';

export const get = defineFunction({
  name: 'toml.get',
  doc: 'The value at a path of a TOML file, every digit of a number kept.',
  args: GetFromFileArgs,
  example: 'toml.get /etc/app/config.toml server:port',
  looks: true,
  run: (host, want) => getOption(host, 'toml', want.file, want.key, want.default ?? null),
});
