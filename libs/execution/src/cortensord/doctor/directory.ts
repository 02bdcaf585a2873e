import { lookAtAccess } from './access.js';
import type { InstanceCheck } from './definition.js';

export const directory: InstanceCheck = {
  name: 'directory',
  look: (ward, instance) => lookAtAccess(ward, instance.directory, { kind: 'directory', user: ward.setting('user') }),
};
