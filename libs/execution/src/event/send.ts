import { Arg, NotSupported, Rest } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';
import { Matches } from 'class-validator';
import { defineFunction } from '../definition.js';
import { handsOf } from '../saltutil/parts.js';

@NotSupported({
  preload: 'an event holds what data says, and the master knows by itself which minion sent it',
  with_env: 'put the variables that matter into data',
  with_grains: 'the master has the grains; put those that matter into data',
  with_pillar: 'the pillar is no event; put what matters into data',
  with_env_opts: 'put what matters into data',
})
export class EventSendArgs {
  @Arg({ doc: 'What happened, in words that watchers filter by: deploy/finished.', type: 'string' })
  @Matches(/^[^\p{Cc}\p{Cf}]{1,256}$/u, { message: '`tag` must be 1 to 256 printable characters' })
  tag!: string;

  @Arg({ doc: 'More about it; at most 64 KiB.', type: 'mapping', optional: true })
  data?: ValueMap;

  @Rest({ doc: 'Further keys of the data.', of: 'named', when: (name) => !name.startsWith('__') })
  more: ValueMap = new Map<Value, Value>();
}

export const send = defineFunction({
  name: 'event.send',
  doc: 'Tell the master that something happened; whoever runs `fleetctl events` sees it. True once the master has it.',
  args: EventSendArgs,
  example: "event.send deploy/finished '{version: 1.4.2}'",
  async run(_host, { tag, data, more }, context) {
    await handsOf(context, 'event.send').sendEvent(tag, new Map([...(data ?? []), ...more]));
    return true;
  },
});
