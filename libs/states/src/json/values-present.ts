import { defineState } from '../definition.js';
import { planPresent } from './parts/values.js';
import { ValuesPresentArgs } from './parts/values.args.js';

export const valuesPresent = defineState({
  name: 'json.values_present',
  doc: 'Keep single values of a JSON file, set in place: comments, order, owner, mode and everything else stay.',
  args: ValuesPresentArgs,
  example:
    '/etc/docker/daemon.json:\n  json.values_present:\n    - values:\n        log-driver: json-file\n        log-opts:\n          max-size: 10m\n',
  plan: (host, want, context) => planPresent('json', host, want, context),
});
