import { defineState } from '../definition.js';
import { already } from '../step.js';
import { run } from './run.js';
import { CmdRunArgs } from './run.args.js';

export class CmdWaitArgs extends CmdRunArgs {}

export const wait = defineState({
  name: 'cmd.wait',
  doc: 'Run a command only when something that it watches has changed.',
  args: CmdWaitArgs,
  example: `reread the certificates:
  cmd.wait:
    - name: app-ctl reload-certificates
    - watch:
      - file: certificate
certificate:
  file.managed:
    - name: /etc/app/certificate.pem
    - contents_pillar: app:certificate
`,
  plan: async () => already(''),
  onWatch: (host, want, context) => run.plan(host, want, context),
});
