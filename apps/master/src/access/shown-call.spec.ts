import { expect, it } from '@jest/globals';
import { mask, Redactor } from '@fleet/telemetry';
import { fromPlain, type Value, type ValueMap } from '@fleet/values';
import { shownCall } from './shown-call.js';

it.each([
  ['shadow.set_password', ['deploy', '$6$salt$canary'], {}, `["deploy","${mask}"] {}`],
  ['shadow.set_password', ['deploy'], { password: '$6$salt$canary' }, `["deploy"] {"password":"${mask}"}`],
  ['test.arg', ['deploy', 'plain'], { x: 1 }, '["deploy","plain"] {"x":1}'],
  ['constructor', ['a', 'b'], {}, '["a","b"] {}'],
])('%s %j %j is shown as %s', (name, args, kwargs, shown) => {
  const call = { function: name, args: fromPlain(args) as Value[], kwargs: fromPlain(kwargs) as ValueMap };
  const { text } = shownCall(new Redactor(), call);
  expect(`${text.args} ${text.kwargs}`).toBe(shown);
});
