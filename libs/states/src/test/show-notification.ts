import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { watchFired } from './parts/watch-fired.js';

export class TestShowNotificationArgs {
  @Arg({ doc: 'Any text; it is not used.', type: 'string' })
  name!: string;

  @Arg({ doc: 'What to show.', type: 'string' })
  text!: string;
}

export const showNotification = defineState({
  name: 'test.show_notification',
  doc: 'Show a text among the results.',
  args: TestShowNotificationArgs,
  example: 'note:\n  test.show_notification:\n    - text: the old unit is kept until the next restart\n',
  plan: async (_host, want) => ({ verdict: true, comment: want.text }),
  onWatch: async (_host, _want, context) => watchFired(context),
});
