import { Arg } from '@fleet/arguments';

/** Which entries of the journal are meant. */
export class JournalArgs {
  @Arg({
    doc: 'Only entries of this unit, or of any of these; globs are fine.',
    type: 'string or list',
    optional: true,
  })
  unit?: string[];

  @Arg({
    doc: 'Only entries since then, as journalctl reads it: 2026-11-21 10:00, yesterday, -1h.',
    type: 'string',
    optional: true,
  })
  since?: string;

  @Arg({ doc: 'Only entries until then.', type: 'string', optional: true })
  until?: string;

  @Arg({
    doc: 'Only entries this urgent: emerg, alert, crit, err, warning, notice, info, debug, a number, or a range such as err..warning.',
    type: 'string',
    optional: true,
  })
  priority?: string;

  @Arg({ doc: 'Only entries whose message matches this pattern.', type: 'string', optional: true })
  grep?: string;

  @Arg({ doc: 'Only entries of one boot: 0 is this one, -1 the one before.', type: 'string', optional: true })
  boot?: string;

  @Arg({ doc: 'Only entries of programs with this name in the journal.', type: 'string', optional: true })
  identifier?: string;
}
