import { defineState } from '../definition.js';
import { planAbsent } from '../json/parts/values.js';
import { ValuesAbsentArgs } from '../json/parts/values.args.js';

export const valuesAbsent = defineState({
  name: 'toml.values_absent',
  doc: 'Keep single values from being in a TOML file, and everything else as it is; a file that does not exist has none.',
  args: ValuesAbsentArgs,
  example: '/etc/app/config.toml:\n  toml.values_absent:\n    - values:\n        - server:debug\n',
  plan: (host, want, context) => planAbsent('toml', host, want, context),
});
