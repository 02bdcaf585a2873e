import { describe } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

const tree = {
  'nginx/defaults.yaml': 'nginx:\n  port: 80\n  list: [a]\n',
  'json/defaults.json': '{"a": {"b": 1}}',
  'broken/defaults.yaml': 'a: [\n',
};

describe('defaults', () => {
  specsOf({ tree }, [
    { call: 'defaults.get', positional: ['nginx:nginx:port'], value: 80 },
    { call: 'defaults.get', positional: ['nginx'], value: { nginx: { port: 80, list: ['a'] } } },
    { call: 'defaults.get', positional: ['nginx:nope', 7], value: 7 },
    { call: 'defaults.get', positional: ['json:a:b'], value: 1 },
    { call: 'defaults.get', positional: ['nope:a'], value: '' },
    { call: 'defaults.get', positional: ['broken:a'], refused: ['render.refused', /broken\/defaults\.yaml:/] },
    { call: 'defaults.merge', positional: [{ a: { b: 1 } }, { a: { c: 2 } }], value: { a: { b: 1, c: 2 } } },
    { call: 'defaults.merge', positional: [{ a: [1] }, { a: [1, 2] }], value: { a: [1, 2] } },
    {
      call: 'defaults.merge',
      positional: [{ a: [1] }, { a: [2, 1] }],
      named: { merge_lists: true },
      value: { a: [1, 2] },
    },
    { call: 'defaults.merge', positional: [{ a: 1 }, null], value: { a: 1 } },
    { call: 'defaults.merge', positional: [null, { a: 1 }], value: { a: 1 } },
    {
      call: 'defaults.merge',
      positional: [{ a: 1 }, null],
      named: { convert_none: false },
      refused: ['bad-arguments', /only mappings/],
    },
    {
      call: 'defaults.update',
      positional: [
        { one: { p: 1, l: [1] }, two: null },
        { p: 0, q: 9, l: [2] },
      ],
      value: { one: { p: 1, q: 9, l: [2, 1] }, two: { p: 0, q: 9, l: [2] } },
    },
    { call: 'defaults.deepcopy', positional: [{ a: [1] }], value: { a: [1] } },
  ]);
});
