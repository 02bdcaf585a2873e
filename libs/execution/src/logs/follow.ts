import { Arg } from '@fleet/arguments';
import type { Host } from '@fleet/platform';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused, type FunctionContext } from '../definition.js';
import { Follower } from './follower.js';
import { pause } from './follow-journal.js';
import { unwanted, type Ending } from './lease.js';
import { redactionOf } from './redaction-of.js';
import { LogSelectionArgs } from './selection.args.js';
import { selectionOf } from './selection.js';
import { findSources } from './sources.js';

export class LogFollowArgs extends LogSelectionArgs {
  @Arg({ doc: 'How many lines of before come first.', type: 'int', default: 10 })
  lines!: number;

  @Arg({ doc: 'Lines that are sent in a second at most; of more, the number is told.', type: 'int', default: 200 })
  rate!: number;

  @Arg({ doc: 'Seconds after which it ends in any case.', type: 'int', default: 86_400 })
  seconds!: number;
}

export const follow = defineFunction({
  name: 'logs.follow',
  doc: 'Lines of the journal and of log files as they are written, as the output of the job: time, unit, level and text with tabs between them; what begins with an exclamation mark is about them. It ends within half a minute when nobody keeps it, as `fleetctl logs -f` does. Answers how many lines were sent and left out.',
  args: LogFollowArgs,
  example: 'logs.follow cortensord@node_01 grep=ERROR',
  looks: true,
  async run(host, want, context) {
    demand('lines', want.lines, 0, 10_000);
    demand('rate', want.rate, 1, 5_000);
    demand('seconds', want.seconds, 1, 7 * 86_400);
    return following(host, want, context);
  },
});

async function following(host: Host, want: LogFollowArgs, context: FunctionContext): Promise<Value> {
  const selection = selectionOf(want, Date.now());
  const sources = await findSources(host, want.logs, context);
  const redaction = await redactionOf(context);
  const ended = new AbortController();
  const end = (): void => ended.abort();
  context.signal.addEventListener('abort', end, { once: true });
  if (context.signal.aborted) end();
  const follower = new Follower(host, { sources, selection, redaction, lines: want.lines, rate: want.rate }, (text) =>
    context.output ? context.output('stdout', text) : context.progress(text.trimEnd()),
  );
  try {
    const over = async (): Promise<Ending> => {
      await pause(want.seconds * 1000, ended.signal);
      return 'its time is over';
    };
    const why = await Promise.race([follower.run(ended.signal), unwanted(context, ended.signal), over()]);
    const { sent, leftOut } = follower;
    return new Map<Value, Value>([
      ['lines', sent],
      ['left_out', leftOut],
      ['ended', context.signal.aborted ? 'it was ended' : (why ?? 'it was ended')],
    ]);
  } finally {
    context.signal.removeEventListener('abort', end);
    end();
    await follower.closed;
  }
}

function demand(name: string, value: number, least: number, most: number): void {
  if (value < least || value > most)
    throw new FunctionRefused('bad-arguments', `\`${name}\` is a number from ${least} to ${most}`);
}
