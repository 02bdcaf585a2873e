import { defineFunction } from '../definition.js';
import { deleteFromFile } from '../options-file.js';
import { OptionFileArgs } from '../options-file.args.js';

export const deleteValue = defineFunction({
  name: 'json.delete',
  doc: 'Remove one value of a JSON file, and leave everything else as it is. Answers what it was, nothing where there was none.',
  args: OptionFileArgs,
  example: 'json.delete /etc/docker/daemon.json log-opts:max-size',
  run: (host, want) => deleteFromFile(host, 'json', want.file, want.key),
});
