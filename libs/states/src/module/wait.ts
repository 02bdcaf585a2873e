import { defineState } from '../definition.js';
import { already } from '../step.js';
import { ModuleArgs } from './parts/module.args.js';
import { planCalls } from './parts/planned-calls.js';

export const wait = defineState({
  name: 'module.wait',
  doc: 'Call execution functions only when something that is watched has changed.',
  args: ModuleArgs,
  example: `read units again:
  module.wait:
    - name: service.systemctl_reload
    - watch:
      - file: unit
unit:
  file.managed:
    - name: /etc/systemd/system/app.service
    - contents_pillar: app:unit
`,
  plan: async () => already(''),
  onWatch: async (_host, want, context) => planCalls(want, context),
});
