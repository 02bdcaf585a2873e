import { Arg } from '@fleet/arguments';
import { searchPattern } from '@fleet/targeting';
import { defineFunction, FunctionRefused } from '../definition.js';
import { PathArgs } from './path.args.js';
import { textOf } from './text-of.js';

export class FileContainsRegexArgs extends PathArgs {
  @Arg({ doc: 'A regular expression, looked for in each line.', type: 'string' })
  regex!: string;

  @Arg({ doc: 'Characters that are taken away from the beginning of each line before.', type: 'string', default: '' })
  lchar!: string;
}

export const containsRegex = defineFunction({
  name: 'file.contains_regex',
  doc: 'Whether a line of a file fits a regular expression; false where there is no file.',
  args: FileContainsRegexArgs,
  example: "file.contains_regex /etc/fstab '^/dev/sd'",
  looks: true,
  async run(host, want) {
    const search = searchPattern(want.regex);
    if ('malformed' in search) throw new FunctionRefused('bad-arguments', `file.contains_regex: ${search.malformed}`);
    const lines = (await textOf(host, want.path))?.split('\n') ?? [];
    return lines.some((line) => search.finds(withoutStart(line, want.lchar)));
  },
});

function withoutStart(line: string, characters: string): string {
  let at = 0;
  while (at < line.length && characters.includes(line[at] as string)) at += 1;
  return line.slice(at);
}
