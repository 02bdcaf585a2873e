import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';

export class PublishPublishArgs {
  @Arg({ doc: 'Whom to ask.', type: 'string' })
  tgt!: string;

  @Arg({ doc: 'Name of the function.', type: 'string' })
  fun!: string;

  @Arg({ doc: 'Its arguments.', type: 'any', optional: true })
  arg?: Value;

  @Arg({ doc: 'What the target is.', type: 'string', default: 'glob' })
  tgt_type!: string;

  @Arg({ doc: 'How long to wait; seconds.', type: 'duration', default: 5 })
  timeout!: number;

  @Arg({ doc: 'The form of the answer.', type: 'string', default: 'clean' })
  form!: string;
}

export const publish = defineFunction({
  name: 'publish.publish',
  doc: 'Minions give each other no orders here: the answer is empty, as where a Salt master allows none, and the progress of the job says so.',
  args: PublishPublishArgs,
  example: "publish.publish 'web*' test.ping",
  looks: true,
  async run(_host, want, context) {
    context.progress(
      `publish.publish ${want.fun}: minions give each other no orders; let the master or the pillar tell`,
    );
    return new Map();
  },
});
