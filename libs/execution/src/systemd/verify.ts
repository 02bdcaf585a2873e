import { Arg } from '@fleet/arguments';
import { isUnitName, unitName, verifyUnit } from '@fleet/platform';
import { fromPlain } from '@fleet/values';
import { defineFunction, FunctionRefused, FunctionResult } from '../definition.js';

export class SystemdVerifyArgs {
  @Arg({ doc: 'A unit of the machine, the path of a unit file, or the name for `contents`.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Text of a unit file that lies nowhere yet.', type: 'string', optional: true })
  contents?: string;
}

export const verify = defineFunction({
  name: 'systemd.verify',
  doc: 'What systemd says of a unit file before it is used: {valid, messages}; the retcode is 1 where it would refuse it.',
  args: SystemdVerifyArgs,
  example: 'systemd.verify cortensord@.service',
  async run(host, want) {
    const name = want.name.startsWith('/') ? want.name : unitName(want.name);
    if (!want.name.startsWith('/') && !isUnitName(name))
      throw new FunctionRefused('bad-arguments', `${want.name} is not the name of a unit`);
    if (want.contents !== undefined && want.name.startsWith('/'))
      throw new FunctionRefused('bad-arguments', 'with `contents`, name the unit, not a path');
    const { valid, messages } = await verifyUnit(host, name, want.contents);
    return new FunctionResult(fromPlain({ valid, messages: [...messages] }), valid ? 0 : 1);
  },
});
