import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'test',
  pillar: { app: { version: 3 } },
  verdicts: [
    {
      sls: `nothing:
  test.nop: []
good:
  test.succeed_without_changes: []
changed:
  test.succeed_with_changes: []
bad:
  test.fail_without_changes: []
worse:
  test.fail_with_changes: []
chosen:
  test.configurable_test_state:
    - changes: False
    - result: True
told:
  test.show_notification:
    - text: only a note
complete:
  test.check_pillar:
    - present: [app:version]
lacking:
  test.check_pillar:
    - present: [app:colour]
`,
      results: {
        nothing: { result: true },
        good: { result: true },
        changed: { result: true },
        bad: { result: false },
        worse: { result: false },
        chosen: { result: true },
        told: { result: true, comment: /only a note/ },
        complete: { result: true },
        lacking: { result: false, comment: /app:colour/ },
      },
    },
  ],
  functions: [
    { call: ['test.ping'], value: true },
    { call: ['test.true'], value: true },
    { call: ['test.false'], value: false },
    { call: ['test.echo', 'hello'], value: 'hello' },
    { call: ['test.arg', '1', 'three=[3]'], value: { args: [1], kwargs: { three: [3] } } },
    { call: ['test.kwarg', 'num=1'], value: { num: 1 } },
    { call: ['test.sleep', '0'], value: true },
    { call: ['test.version'], value: expect.any(String) },
    { call: ['test.get_opts'], value: expect.any(Object) },
    { call: ['test.exception', 'no reason'], refused: /no reason/ },
    { call: ['test.fail', 'no reason'], refused: /no reason/ },
  ],
};
