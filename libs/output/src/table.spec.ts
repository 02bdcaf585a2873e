import { describe, expect, it } from '@jest/globals';
import { parseExact } from '@fleet/values';
import { formatAnswerTable } from './table.js';

const table = (...values: string[]): string =>
  formatAnswerTable(values.map((value, index) => [`web${index + 1}`, { value: parseExact(value) }]));

describe('answers as a table', () => {
  it.each([
    ['scalars', ['true', '1.0', '"a\\nb"'], ['MINION  VALUE', 'web1    True', 'web2    1.0', 'web3    a …']],
    [
      'flat mappings with other keys',
      ['{"os":"Debian","cpus":4}', '{"os":"Ubuntu","ram":1}', 'null'],
      [
        'MINION  os      cpus  ram  VALUE',
        'web1    Debian  4',
        'web2    Ubuntu        1',
        'web3                       None',
      ],
    ],
    [
      'what is not flat, in short',
      ['{"ips":["10.0.0.1","10.0.0.2"],"disk":{"sda":1}}'],
      ['MINION  ips                 disk', 'web1    10.0.0.1, 10.0.0.2  {"sda":1}'],
    ],
    [
      'wide letters',
      ['{"a":"漢字","b":1}', '{"a":"x","b":2}'],
      ['MINION  a     b', 'web1    漢字  1', 'web2    x     2'],
    ],
    ['escape sequences, shown', ['"\\u001b[2J"'], ['MINION  VALUE', 'web1    \\x1b[2J']],
    ['an empty mapping', ['{}'], ['MINION', 'web1']],
    [
      'a state run',
      ['{"a_|-b_|-b_|-c":{"result":true,"changes":{"x":1},"duration":2},"a_|-d_|-d_|-c":{"result":null,"duration":1}}'],
      ['MINION  OK  CHANGED  WOULD CHANGE  FAILED  TOOK', 'web1    0   1        1             0       3.000 ms'],
    ],
  ])('%s', (_name, values, rows) => expect(table(...values).split('\n')).toEqual(rows));

  it('a fault has a column of its own', () => {
    const fault = { code: 'busy', message: 'a run is going on' } as const;
    expect(
      formatAnswerTable([
        ['a', { value: 1 }],
        ['b', { fault }],
      ]).split('\n'),
    ).toEqual(['MINION  VALUE  FAULT', 'a       1', 'b              a run is going on']);
  });

  it('thousands of answers are one table', () => {
    const many = Array.from({ length: 20_000 }, (_, index): [string, { value: number }] => [
      `m${index}`,
      { value: index },
    ]);
    expect(formatAnswerTable(many).split('\n')).toHaveLength(20_001);
  });
});
