import { defineState } from '../definition.js';
import { planPresent } from '../json/parts/values.js';
import { ValuesPresentArgs } from '../json/parts/values.args.js';

export const valuesPresent = defineState({
  name: 'toml.values_present',
  doc: 'Keep single values of a TOML file, set in place: comments, order, owner, mode and everything else stay.',
  args: ValuesPresentArgs,
  example:
    '/etc/app/config.toml:\n  toml.values_present:\n    - values:\n        server:port: 8080\n        server:tls:\n          cert: /etc/app/cert.pem\n',
  plan: (host, want, context) => planPresent('toml', host, want, context),
});
