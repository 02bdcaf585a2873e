import { defineState } from '../definition.js';
import { planPresent } from '../json/parts/values.js';
import { ValuesPresentArgs } from '../json/parts/values.args.js';

export const valuesPresent = defineState({
  name: 'yaml.values_present',
  doc: 'Keep single values of a YAML file, set in place: comments, order, owner, mode and everything else stay.',
  args: ValuesPresentArgs,
  example:
    '/srv/app/compose.yaml:\n  yaml.values_present:\n    - values:\n        services:web:image: nginx:1.27\n        services:web:ports:0: 8080:80\n',
  plan: (host, want, context) => planPresent('yaml', host, want, context),
});
