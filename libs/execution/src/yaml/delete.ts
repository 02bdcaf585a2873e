import { defineFunction } from '../definition.js';
import { deleteFromFile } from '../options-file.js';
import { OptionFileArgs } from '../options-file.args.js';

export const deleteValue = defineFunction({
  name: 'yaml.delete',
  doc: 'Remove one value of a YAML file, and leave everything else as it is. Answers what it was, nothing where there was none.',
  args: OptionFileArgs,
  example: 'yaml.delete /srv/app/compose.yaml services:web:image',
  run: (host, want) => deleteFromFile(host, 'yaml', want.file, want.key),
});
