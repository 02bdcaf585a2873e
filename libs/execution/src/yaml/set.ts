import { defineFunction } from '../definition.js';
import { setInFile } from '../options-file.js';
import { SetInFileArgs } from '../options-file.args.js';

export const set = defineFunction({
  name: 'yaml.set',
  doc: 'Set one value of a YAML file in place: comments, order and everything else stay. Answers the old and the new value, nothing where it was set already.',
  args: SetInFileArgs,
  example: 'yaml.set /srv/app/compose.yaml services:web:image nginx:1.27',
  run: (host, want) => setInFile(host, 'yaml', want.file, want.key, want.value),
});
