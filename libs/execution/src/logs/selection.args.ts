import { Arg } from '@fleet/arguments';

/** Which lines of which logs are meant. */
export class LogSelectionArgs {
  @Arg({
    doc: 'Units and log files: names or globs; the path of a file begins with a slash. A unit that writes to a file of its own brings that file along.',
    type: 'string or list',
  })
  logs!: string[];

  @Arg({
    doc: 'Only lines since then: 30m, 2h, 7d before now, or a time such as 2026-11-21T03:30.',
    type: 'string',
    optional: true,
  })
  since?: string;

  @Arg({ doc: 'Only lines until then, written as `since`.', type: 'string', optional: true })
  until?: string;

  @Arg({
    doc: 'Only lines this grave or graver: emerg, alert, crit, err, warning, notice, info, debug. Of entries of the journal their priority counts, of lines of files the word near their beginning; a line that says nothing is left out.',
    type: 'string',
    optional: true,
  })
  level?: string;

  @Arg({
    doc: 'Only lines in which this regular expression is found, without look-around and references to groups. It is looked for in what may be shown: a secret is not there to be found.',
    type: 'string',
    optional: true,
  })
  grep?: string;

  @Arg({ doc: 'Small and large letters are the same to grep.', type: 'boolean', default: false })
  ignore_case!: boolean;
}
