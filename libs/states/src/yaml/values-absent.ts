import { defineState } from '../definition.js';
import { planAbsent } from '../json/parts/values.js';
import { ValuesAbsentArgs } from '../json/parts/values.args.js';

export const valuesAbsent = defineState({
  name: 'yaml.values_absent',
  doc: 'Keep single values from being in a YAML file, and everything else as it is; a file that does not exist has none.',
  args: ValuesAbsentArgs,
  example: '/srv/app/compose.yaml:\n  yaml.values_absent:\n    - values:\n        - services:debug\n',
  plan: (host, want, context) => planAbsent('yaml', host, want, context),
});
