import { exitCodes, type Fault, type Jid, type Return } from '@fleet/protocol';

export type DropReason = 'too-many' | 'too-much' | 'too-old' | 'too-large' | 'unreadable';

const why: Record<DropReason, string> = {
  'too-many': 'too many returns waited on this minion for the master',
  'too-much': 'the returns that waited on this minion for the master took too much room',
  'too-old': 'it waited for the master for too long',
  'too-large': 'it is larger than one message of the bus may be',
  unreadable: 'its file on this minion cannot be read',
};

/** Characters of a schedule's arguments that a note repeats. */
const longestArguments = 1024;

/** What the master gets in the place of a return that is given up: small, and enough to end the job with a reason. */
export function noteOf(
  { jid, bytes }: { readonly jid: Jid; readonly bytes: number },
  original: string,
  { minion, reason, now }: { readonly minion: string; readonly reason: DropReason; readonly now: number },
): Return {
  const found = parsed(original);
  const { scheduled, retcode } = found;
  const fault: Fault = {
    code: 'dropped',
    message: `the job ended, and its return was given up: ${why[reason]}`,
    details: { reason, bytes, ...(retcode !== undefined && { retcode }) },
  };
  const short = (text: string, otherwise: string): string => (text.length > longestArguments ? otherwise : text);
  return {
    kind: 'return',
    v: 1,
    jid,
    minion,
    function: found.function ?? 'unknown',
    retcode: retcode === undefined || retcode === exitCodes.ok ? exitCodes.failed : retcode,
    success: false,
    fault,
    started: found.started ?? now,
    duration: found.duration ?? 0,
    ...(scheduled && {
      scheduled: {
        name: scheduled.name,
        args: short(scheduled.args, '[]'),
        kwargs: short(scheduled.kwargs, '{}'),
      },
    }),
  };
}

function parsed(text: string): Partial<Return> {
  try {
    return JSON.parse(text) as Partial<Return>;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
