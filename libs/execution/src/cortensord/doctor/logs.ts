import { lookAtAccess } from './access.js';
import type { InstanceCheck } from './definition.js';

/** systemd makes a missing log as root, and then the daemon's own rotation cannot write to it. */
export const logs: InstanceCheck = {
  name: 'logs',
  look: (ward, { name }) =>
    Promise.all(
      [`cortensord-${name}.log`, `cortensord-llm-${name}.log`].map((log) =>
        lookAtAccess(ward, `${ward.setting('log_dir')}/${log}`, { kind: 'file', user: ward.setting('user') }),
      ),
    ),
};
