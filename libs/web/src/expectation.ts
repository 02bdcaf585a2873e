import { Arg } from '@fleet/arguments';
import type { HttpAnswer } from '@fleet/platform';
import { compileAnyPattern, Pattern, PatternTooSlow } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { QueryArgs } from './query.args.js';

/** A question, and what its answer has to be. */
export class ExpectedQueryArgs extends QueryArgs {
  @Arg({ doc: 'What has to be in the text of the answer.', type: 'string', optional: true })
  match?: string;

  @Arg({
    doc: 'How `match` is meant: as it is written (string), or as a pattern (pcre).',
    type: 'string',
    default: 'string',
    oneOf: ['string', 'pcre'],
  })
  match_type!: 'string' | 'pcre';

  @Arg({
    doc: 'The status that the answer has to have, such as 200; several with status_type list.',
    type: 'any',
    optional: true,
  })
  status?: Value;

  @Arg({
    doc: 'How `status` is meant: one (string), any of several (list), or a pattern of it (pcre).',
    type: 'string',
    default: 'string',
    oneOf: ['string', 'list', 'pcre'],
  })
  status_type!: 'string' | 'list' | 'pcre';
}

/** The same, asked again and again. */
export class PatientQueryArgs extends ExpectedQueryArgs {
  @Arg({ doc: 'How long to wait for it; seconds, or a number with a unit.', type: 'duration', default: 300 })
  wait_for!: number;

  @Arg({ doc: 'The pause between two questions; seconds, or a number with a unit.', type: 'duration', default: 1 })
  request_interval!: number;
}

/** A sentence where nothing could ever meet it. */
export function expectationProblem(want: ExpectedQueryArgs): string | undefined {
  if (want.match !== undefined && want.match_type === 'pcre') {
    const problem = patternProblem(want.match, 'match');
    if (problem !== undefined) return problem;
  }
  if (want.status === undefined) return undefined;
  if (want.status_type === 'pcre') return patternProblem(String(want.status), 'status');
  const wrong = statusesOf(want.status).find((status) => !/^[1-5]\d\d$/.test(status));
  return wrong === undefined ? undefined : '`status` must be a number from 100 to 599';
}

/** What about the answer is not as wanted, in sentences; none where it is. The text itself is not shown: it may hold secrets. */
export function unmet(answer: HttpAnswer, want: ExpectedQueryArgs): string[] {
  const sentences: string[] = [];
  const status = String(answer.status);
  if (want.status !== undefined && !statusFits(status, want))
    sentences.push(`the status is ${status}, not ${statusesOf(want.status).join(' or ')}`);
  if (want.match !== undefined && !textFits(answer.body.toString('utf8'), want.match, want.match_type))
    sentences.push(`the match text "${want.match}" was not found`);
  return sentences;
}

function statusFits(status: string, want: ExpectedQueryArgs): boolean {
  return want.status_type === 'pcre'
    ? textFits(status, String(want.status), 'pcre')
    : statusesOf(want.status ?? []).includes(status);
}

function statusesOf(status: Value): string[] {
  return (Array.isArray(status) ? status : [status]).map(String);
}

function patternProblem(pattern: string, name: string): string | undefined {
  const compiled = compileAnyPattern(pattern);
  return compiled instanceof Pattern ? undefined : `\`${name}\` is not a regular expression: ${compiled.problem}`;
}

function textFits(text: string, wanted: string, type: 'string' | 'pcre'): boolean {
  if (type === 'string') return text.includes(wanted);
  const compiled = compileAnyPattern(wanted);
  try {
    return compiled instanceof Pattern && compiled.search(text) !== undefined;
  } catch (cause) {
    if (cause instanceof PatternTooSlow) return false;
    throw cause;
  }
}
