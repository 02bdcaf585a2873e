import { defineState } from '../definition.js';
import { planAbsent } from './parts/values.js';
import { ValuesAbsentArgs } from './parts/values.args.js';

export const valuesAbsent = defineState({
  name: 'json.values_absent',
  doc: 'Keep single values from being in a JSON file, and everything else as it is; a file that does not exist has none.',
  args: ValuesAbsentArgs,
  example: '/etc/docker/daemon.json:\n  json.values_absent:\n    - values:\n        - insecure-registries\n',
  plan: (host, want, context) => planAbsent('json', host, want, context),
});
