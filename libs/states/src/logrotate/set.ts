import { Arg } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { argumentsOf, askFunction, runFunction } from '../functions.js';
import { already, impossible, oldNew, step } from '../step.js';

export class LogrotateSetArgs {
  @Arg({ doc: 'A name for the state; it says nothing about the file.', type: 'string' })
  name!: string;

  @Arg({ doc: 'A directive such as rotate, or the log (as it is named before the brace) of a block.', type: 'string' })
  key!: string;

  @Arg({ doc: 'What it is set to; of a block, the directive. True is a word alone, False takes it away.', type: 'any' })
  value!: Value;

  @Arg({ doc: 'Of a block: what the directive is set to.', type: 'any', optional: true })
  setting?: Value;

  @Arg({
    doc: 'The configuration file; a block is changed in the included file in which it stands.',
    type: 'string',
    default: '/etc/logrotate.conf',
  })
  conf_file!: string;
}

export const set = defineState({
  name: 'logrotate.set',
  doc: 'Keep a directive of logrotate, at the top or in the block of a log; comments stay, and what logrotate does not understand is not written.',
  args: LogrotateSetArgs,
  example: `keep wtmp for two months:
  logrotate.set:
    - key: /var/log/wtmp
    - value: rotate
    - setting: 2
`,
  async plan(_host, { key, value, setting, conf_file }, context) {
    const inBlock = setting !== undefined;
    const asked = await askFunction(
      context,
      'logrotate.get',
      argumentsOf({ key, value: inBlock ? pythonStr(value) : undefined, conf_file }),
    );
    if ('refused' in asked) return impossible(asked.refused);
    const what = inBlock ? `${pythonStr(value)} of ${key}` : key;
    const wanted = setting ?? value;
    if (pythonStr(asked.answer) === pythonStr(wanted)) return already(`${what} is ${pythonStr(wanted)}`);
    return {
      steps: [
        step(`set ${what} to ${pythonStr(wanted)}`, { [what]: oldNew(asked.answer, wanted) }, async () => {
          await runFunction(context, 'logrotate.set', argumentsOf({ key, value, setting, conf_file }));
        }),
      ],
      already: '',
      done: `${what} is set to ${pythonStr(wanted)}`,
    };
  },
});
