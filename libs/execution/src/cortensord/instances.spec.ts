import { describe } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

const environment = { content: 'CHAINID=1\n' };

describe('what instances a machine has', () => {
  specsOf(
    {
      machine: {
        units: {
          'cortensord@b.service': { active: true, enabled: true },
          'cortensord@gone.service': { enabled: true },
          'other@x.service': { active: true },
        },
        files: {
          '/opt/cortensor/nodes/b/.env-b': environment,
          '/opt/cortensor/nodes/a/.env-a': environment,
          '/opt/cortensor/nodes/lost+found/x': environment,
          '/srv/nodes/c/.env-c': environment,
        },
      },
    },
    [
      {
        call: 'cortensord.instances',
        value: {
          a: { active: false, enabled: false, directory: true },
          b: { active: true, enabled: true, directory: true },
          gone: { active: false, enabled: true, directory: false },
        },
      },
      {
        call: 'cortensord.instances',
        named: { nodes_dir: '/srv/nodes' },
        value: {
          b: { active: true, enabled: true, directory: false },
          c: { active: false, enabled: false, directory: true },
          gone: { active: false, enabled: true, directory: false },
        },
      },
    ],
  );
  specsOf({}, [{ call: 'cortensord.instances', value: {} }]);
});
