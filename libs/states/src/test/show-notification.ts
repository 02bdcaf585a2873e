import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { TestStateArgs } from './test.args.js';

export class ShowNotificationArgs extends TestStateArgs {
  @Arg({ doc: 'What to say.', type: 'string' })
  text!: string;
}

export const showNotification = defineState({
  name: 'test.show_notification',
  doc: 'Say something in the results.',
  args: ShowNotificationArgs,
  example: 'reminder:\n  test.show_notification:\n    - text: reboot this server by hand\n',
  plan: async (_host, want) => ({ verdict: true, comment: want.text }),
});
