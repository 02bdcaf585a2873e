import { Arg, NotSupported } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';
import { defineState } from '../definition.js';
import { impossible, step } from '../step.js';

@NotSupported({
  preload: 'an event holds what data says, and the master knows by itself which minion sent it',
  with_env: 'put the variables that matter into data',
  with_grains: 'the master has the grains; put those that matter into data',
  with_pillar: 'the pillar is no event; put what matters into data',
  show_changed: 'what is sent is always shown',
})
export class EventSendArgs {
  @Arg({ doc: 'The tag: what happened, in words that watchers filter by.', type: 'string' })
  name!: string;

  @Arg({ doc: 'More about it; at most 64 KiB.', type: 'mapping', optional: true })
  data?: ValueMap;
}

export const send = defineState({
  name: 'event.send',
  doc: 'Tell the master that the run came this far. It always does so: watch something with onchanges to tell only of changes.',
  args: EventSendArgs,
  example: 'deploy/finished:\n  event.send:\n    - data:\n        version: 1.4.2\n',
  async plan(_host, { name, data }, context) {
    if (!/^[^\p{Cc}\p{Cf}]{1,256}$/u.test(name))
      return impossible('the tag of an event has 1 to 256 printable characters');
    const sent: ValueMap = data ?? new Map();
    const changes = new Map<Value, Value>([
      ['tag', name],
      ['data', sent],
    ]);
    return {
      steps: [step(`send event ${name}`, changes, async () => void (await context.call('event.send', [name, sent])))],
      already: '',
      done: 'Event fired',
      would: 'Event would have been fired',
    };
  },
});
