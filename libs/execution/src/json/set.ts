import { defineFunction } from '../definition.js';
import { setInFile } from '../options-file.js';
import { SetInFileArgs } from '../options-file.args.js';

export const set = defineFunction({
  name: 'json.set',
  doc: 'Set one value of a JSON file in place: comments, order and everything else stay. Answers the old and the new value, nothing where it was set already.',
  args: SetInFileArgs,
  example: 'json.set /etc/docker/daemon.json log-opts:max-size 10m',
  run: (host, want) => setInFile(host, 'json', want.file, want.key, want.value),
});
