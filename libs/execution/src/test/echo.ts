import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';

export class TestEchoArgs {
  @Arg({ doc: 'The text to answer.', type: 'string' })
  text!: string;
}

export const echo = defineFunction({
  name: 'test.echo',
  doc: 'Answer the text it is given.',
  args: TestEchoArgs,
  example: 'test.echo hello',
  looks: true,
  run: async (_host, want) => want.text,
});
