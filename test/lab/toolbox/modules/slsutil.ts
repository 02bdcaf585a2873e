import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'slsutil',
  files: { 'app/map.sls': 'port: {{ 40 + 2 }}\n', 'app/files/x': 'x' },
  functions: [
    { call: ['slsutil.merge', '{a: {b: 1}}', '{a: {c: 2}}'], value: { a: { b: 1, c: 2 } } },
    { call: ['slsutil.merge_all', '[{a: 1}, {b: 2}]'], value: { a: 1, b: 2 } },
    { call: ['slsutil.update', '{a: {b: 1}}', '{a: {c: 2}}'], value: { a: { b: 1, c: 2 } } },
    { call: ['slsutil.boolstr', 'true', 'on', 'off'], value: 'on' },
    { call: ['slsutil.banner', 'title=made by fleet'], value: expect.stringContaining('made by fleet') },
    { call: ['slsutil.serialize', 'json', '{a: [1, 2]}'], value: '{"a": [1, 2]}' },
    { call: ['slsutil.deserialize', 'yaml', 'ports: [80, 443]'], value: { ports: [80, 443] } },
    { call: ['slsutil.deserialize', 'yaml', 'ports: [80'], refused: /./ },
    { call: ['slsutil.renderer', 'salt://app/map.sls'], value: { port: 42 } },
    { call: ['slsutil.file_exists', 'app/map.sls'], value: true },
    { call: ['slsutil.dir_exists', 'app/files'], value: true },
    { call: ['slsutil.path_exists', 'app/nope'], value: false },
    { call: ['slsutil.findup', 'app/files', 'map.sls'], value: 'app/map.sls' },
  ],
};
