import { describe } from '@jest/globals';
import { expect } from '@jest/globals';
import type { MemoryMachine } from '@fleet/platform';
import { specsOf } from '../spec-cases.js';

const unit = '[Service]\nExecStart=/bin/node\n[Install]\nWantedBy=multi-user.target\n';
const machine: MemoryMachine = {
  units: {
    'node@a': { text: unit, active: true, enabled: true, restarts: 4 },
    'node@left': { text: unit, active: true },
    'other@x': { text: unit, active: true },
  },
  files: {
    '/srv/a.env': 'CHAIN=1\nKEY="old-secret-value"\nLEFT=1\n',
    '/srv/same.env': 'CHAIN=7\nKEY="the-secret-value"\n',
  },
};
const wanted = `{% for name in ['a', 'same', 'new'] %}
{{ name }}: {file: /srv/{{ name }}.env, text: "CHAIN=7\\nKEY=\\"the-secret-value\\"\\n"}
{% endfor %}
`;
const tree = {
  'nodes/formula.yaml': 'instances: {registry: r, assigned: a, unit: node@.service, wanted: instances.jinja}\n',
  'nodes/instances.jinja': wanted,
  'broken/formula.yaml': 'instances: [\n',
  'bare/formula.yaml': 'pillar: {}\n',
};
const row = (instance: string, more: Record<string, unknown>) =>
  expect.objectContaining({ formula: 'nodes', instance, unit: `node@${instance}.service`, ports: [], ...more });

describe('instances.list', () => {
  specsOf({ machine, tree }, [
    {
      call: 'instances.list',
      value: [
        row('a', { state: 'running', restarts: 4, enabled: true, wanted: true, drift: ['+LEFT', '~CHAIN', '~KEY'] }),
        row('left', { state: 'running', wanted: false, drift: null }),
        row('new', { state: 'stopped', wanted: true, drift: ['no file'] }),
        row('same', { state: 'stopped', wanted: true, drift: [] }),
      ],
    },
    // Of a formula that is not in the tree, or says nothing of its units, those that are called so.
    {
      call: 'instances.list',
      positional: ['other'],
      value: [
        expect.objectContaining({ formula: 'other', instance: 'x', state: 'running', wanted: null, drift: null }),
      ],
    },
    { call: 'instances.list', positional: ['bare'], value: [] },
    { call: 'instances.list', positional: ['--all'], refused: ['bad-arguments', /no name of a formula/] },
  ]);
  specsOf({ machine, tree: { ...tree, 'nodes/instances.jinja': "{{ raise('the-secret-value') }}" } }, [
    {
      call: 'instances.list',
      positional: ['nodes'],
      value: [
        row('a', {
          state: 'running',
          wanted: null,
          drift: null,
          problem: expect.stringMatching(/does not render; fleetctl lint/),
        }),
        row('left', { problem: expect.not.stringContaining('secret') }),
      ],
    },
  ]);
});
