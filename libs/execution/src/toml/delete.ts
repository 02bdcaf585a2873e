import { defineFunction } from '../definition.js';
import { deleteFromFile } from '../options-file.js';
import { OptionFileArgs } from '../options-file.args.js';

export const deleteValue = defineFunction({
  name: 'toml.delete',
  doc: 'Remove one value of a TOML file, and leave everything else as it is. Answers what it was, nothing where there was none.',
  args: OptionFileArgs,
  example: 'toml.delete /etc/app/config.toml server:port',
  run: (host, want) => deleteFromFile(host, 'toml', want.file, want.key),
});
