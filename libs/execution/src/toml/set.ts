import { defineFunction } from '../definition.js';
import { setInFile } from '../options-file.js';
import { SetInFileArgs } from '../options-file.args.js';

export const set = defineFunction({
  name: 'toml.set',
  doc: 'Set one value of a TOML file in place: comments, order and everything else stay. Answers the old and the new value, nothing where it was set already.',
  args: SetInFileArgs,
  example: 'toml.set /etc/app/config.toml server:port 8080',
  run: (host, want) => setInFile(host, 'toml', want.file, want.key, want.value),
});
