import { defineFunction } from '../definition.js';
import { getOption } from '../options-file.js';
import { GetFromFileArgs } from '../options-file.args.js';

export const get = defineFunction({
  name: 'json.get',
  doc: 'The value at a path of a JSON file, every digit of a number kept.',
  args: GetFromFileArgs,
  example: 'json.get /etc/docker/daemon.json log-opts:max-size',
  looks: true,
  run: (host, want) => getOption(host, 'json', want.file, want.key, want.default ?? null),
});
