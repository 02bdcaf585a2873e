import { randomInt } from 'node:crypto';
import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';

export class RandomGetStrArgs {
  @Arg({ doc: 'How many characters.', type: 'int', default: 20 })
  length!: number;

  @Arg({
    doc: 'The characters to choose from; the other arguments then count for nothing.',
    type: 'string',
    optional: true,
  })
  chars?: string;

  @Arg({ doc: 'Small letters too.', type: 'boolean', default: true })
  lowercase!: boolean;

  @Arg({ doc: 'Capital letters too.', type: 'boolean', default: true })
  uppercase!: boolean;

  @Arg({ doc: 'Digits too.', type: 'boolean', default: true })
  digits!: boolean;

  @Arg({ doc: 'Punctuation marks too.', type: 'boolean', default: true })
  punctuation!: boolean;

  @Arg({ doc: 'Spaces, tabs and line ends too.', type: 'boolean', default: false })
  whitespace!: boolean;

  @Arg({ doc: 'Everything that can be printed, whatever the others say.', type: 'boolean', default: false })
  printable!: boolean;
}

const letters = 'abcdefghijklmnopqrstuvwxyz';
const marks = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const spaces = ' \t\n\r\v\f';

export const getStr = defineFunction({
  name: 'random.get_str',
  doc: 'A text of random characters, another one each time.',
  args: RandomGetStrArgs,
  example: 'random.get_str 32 punctuation=False',
  looks: true,
  async run(_host, want) {
    if (want.length < 1 || want.length > 65_536)
      throw new FunctionRefused('bad-arguments', 'random.get_str: length must be between 1 and 65536');
    const characters = [...(want.chars ?? charactersOf(want))];
    if (characters.length === 0)
      throw new FunctionRefused('bad-arguments', 'random.get_str: no characters to choose from');
    return Array.from({ length: want.length }, () => characters[randomInt(characters.length)]).join('');
  },
});

function charactersOf(want: RandomGetStrArgs): string {
  const all = want.printable;
  return [
    all || want.digits ? '0123456789' : '',
    all || want.lowercase ? letters : '',
    all || want.uppercase ? letters.toUpperCase() : '',
    all || want.punctuation ? marks : '',
    all || want.whitespace ? spaces : '',
  ].join('');
}
