import { expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import { stringifyPlain } from '@fleet/values';
import { eventData, eventLine } from './event-line.js';

const at = new Date(2020, 0, 2, 3, 4, 5).getTime();

it.each([
  ['deploy/done', 'web1', '{"version":"1.4","note":"two words"}', 'web1 deploy/done version=1.4 note="two words"'],
  ['minion/web1/down', 'web1', '{"reason":{"code":"left"}}', 'minion/web1/down reason={"code":"left"}'],
  [
    'job/1/new',
    undefined,
    '{"args":[],"kwargs":{},"target":{"type":"glob","expression":"web*"},"minions":2}',
    'job/1/new target=web* minions=2',
  ],
  [
    'job/1/new',
    undefined,
    '{"target":{"type":"grain","expression":"os:Debian"}}',
    'job/1/new target="grain os:Debian"',
  ],
  ['big', 'web1', '{"n":12345678901234567890}', 'web1 big n=12345678901234567890'],
  ['nothing', 'web1', '{}', 'web1 nothing'],
  ['evil', 'web1', '{"a\\u001b[2J":"\\u001b[31m\\u202e"}', 'web1 evil a\\x1b[2J="\\u001b[31m\\u202e"'],
])('%s', (tag, minion, data, line) => {
  const event = { sequence: 7, at, tag, data, ...(minion !== undefined && { minion }) };
  expect(eventLine(event, plain)).toBe(`2020-01-02 03:04:05 ${line}`);
  expect(JSON.parse(stringifyPlain(eventData(event)))).toMatchObject({
    sequence: 7,
    tag,
    at: new Date(at).toISOString(),
  });
});

it.each([
  [
    80,
    [
      '2020-01-02 03:04:05 job/20260121033000123456/ret/miner-017 function=state.apply',
      '                    success=False retcode=1 duration=48211 fault=unreachable',
    ],
  ],
  [
    20,
    [
      '03:04:05',
      '  job/20260121033000',
      '  123456/ret/miner-0',
      '  17',
      '  function=state.app',
      '  ly success=False',
      '  retcode=1',
      '  duration=48211',
      '  fault=unreachable',
    ],
  ],
])('on a terminal of %d columns it is folded between words', (width, lines) => {
  const data = '{"function":"state.apply","success":false,"retcode":1,"duration":48211,"fault":"unreachable"}';
  const event = { sequence: 7, at, minion: 'miner-017', tag: 'job/20260121033000123456/ret/miner-017', data };
  expect(eventLine(event, plain, width).split('\n')).toEqual(lines);
});
