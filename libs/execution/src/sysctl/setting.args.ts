import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';

export class SettingArgs {
  @Arg({ doc: 'Name of the setting, as in net.ipv4.ip_forward.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Its value.', type: 'any' })
  value!: Value;
}
