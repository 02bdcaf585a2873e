import { Arg } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { defineQuick } from '../definition.js';

export class ConfigManageModeArgs {
  @Arg({ doc: 'Permission bits, as text or as the digits of a number.', type: 'any', nullable: true })
  mode!: Value;
}

export const manageMode = defineQuick({
  name: 'config.manage_mode',
  doc: "Permission bits as they are written everywhere: '0644'.",
  args: ConfigManageModeArgs,
  example: 'config.manage_mode 644',
  now({ mode }) {
    if (mode === null) return null;
    const digits = pythonStr(mode)
      .replace(/^["']+|["']+$/g, '')
      .replace(/^0+/, '')
      .padStart(4, '0');
    return digits.startsWith('0') ? digits : `0${digits}`;
  },
});
