import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'alternatives',
  states: [
    `true program:
  alternatives.install:
    - name: lab-choice
    - link: /usr/bin/lab-choice
    - path: /bin/true
    - priority: 10
false program:
  alternatives.install:
    - name: lab-choice
    - link: /usr/bin/lab-choice
    - path: /bin/false
    - priority: 20
`,
    `chosen:
  alternatives.set:
    - name: lab-choice
    - path: /bin/true
`,
    `by priority:
  alternatives.auto:
    - name: lab-choice
`,
  ],
  seen: { 'readlink /etc/alternatives/lab-choice': '/bin/false\n' },
  functions: [
    {
      call: ['alternatives.display', 'lab-choice'],
      value: expect.stringMatching(/^lab-choice - auto mode\n[^]*\/bin\/true - priority 10/),
    },
    { call: ['alternatives.show_current', 'lab-choice'], value: '/bin/false' },
    { call: ['alternatives.show_link', 'lab-choice'], value: '/usr/bin/lab-choice' },
    { call: ['alternatives.check_exists', 'lab-choice', '/bin/true'], value: true },
    { call: ['alternatives.check_installed', 'lab-choice', '/bin/true'], value: false },
    {
      call: ['alternatives.set', 'lab-choice', '/bin/true'],
      value: expect.stringContaining('manual mode'),
      seen: { 'readlink /etc/alternatives/lab-choice': '/bin/true\n' },
    },
    {
      call: ['alternatives.auto', 'lab-choice'],
      value: expect.stringContaining('auto mode'),
      seen: { 'readlink /etc/alternatives/lab-choice': '/bin/false\n' },
    },
    {
      call: ['alternatives.install', 'lab-choice', '/usr/bin/lab-choice', '/bin/echo', '30'],
      value: expect.stringContaining('/bin/echo'),
    },
    {
      call: ['alternatives.remove', 'lab-choice', '/bin/echo'],
      value: expect.any(String),
      seen: { 'readlink /etc/alternatives/lab-choice': '/bin/false\n' },
    },
    { call: ['alternatives.set', 'lab-choice', '/bin/none'], refused: /not registered/ },
  ],
  after: [
    `false program:
  alternatives.remove:
    - name: lab-choice
    - path: /bin/false
true program:
  alternatives.remove:
    - name: lab-choice
    - path: /bin/true
`,
  ],
};
