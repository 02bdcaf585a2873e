import { Arg } from '@fleet/arguments';
import { setLogrotate } from '@fleet/options';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { inFile } from '../options-file.js';
import { holderOf, readConfiguration } from './configuration.js';
import { mustBeUnderstood } from './understood.js';

export class LogrotateSetArgs {
  @Arg({ doc: 'A directive such as rotate, or the log (as it is named before the brace) of a block.', type: 'string' })
  key!: string;

  @Arg({ doc: 'What it is set to; of a block, the directive. True is a word alone, False takes it away.', type: 'any' })
  value!: Value;

  @Arg({ doc: 'Of a block: what the directive is set to.', type: 'any', optional: true })
  setting?: Value;

  @Arg({ doc: 'The configuration file.', type: 'string', default: '/etc/logrotate.conf' })
  conf_file!: string;
}

export const set = defineFunction({
  name: 'logrotate.set',
  doc: 'Set a directive of logrotate, in the file and block in which it stands; comments stay. What logrotate does not understand is not written.',
  args: LogrotateSetArgs,
  example: 'logrotate.set /var/log/wtmp rotate 2',
  async run(host, { key, value, setting, conf_file }) {
    const block = setting === undefined ? undefined : key;
    if (block === undefined && key.startsWith('/'))
      throw new FunctionRefused('bad-arguments', `${key} is a block: name the directive and what it is set to`);
    const files = await readConfiguration(host, conf_file);
    const { path, text } = holderOf(files, block);
    const name = block === undefined ? key : pythonStr(value);
    const edited = inFile(path, () => setLogrotate(text, block, name, settingText(setting ?? value)));
    if (edited === text) return true;
    await mustBeUnderstood(host, path, text, edited);
    await host.files.write(path, edited);
    return true;
  },
});

/** `'True'` and `'False'` come from a command line. */
function settingText(value: Value): string | boolean {
  const text = pythonStr(value);
  return text === 'True' || text === 'False' ? text === 'True' : text;
}
