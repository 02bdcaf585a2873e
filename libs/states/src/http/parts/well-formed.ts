import { expectationProblem, questionOf, QuestionRefused, type ExpectedQueryArgs, type Question } from '@fleet/web';

/** What is asked, or a sentence why it cannot be asked that way. */
export function wellFormed(want: ExpectedQueryArgs & { readonly name: string }): Question | string {
  const problem = expectationProblem(want);
  if (problem !== undefined) return problem;
  try {
    const question = questionOf(want.url ?? want.name, want);
    return /^https?:\/\//i.test(question.url) ? question : 'the address must begin with http:// or https://';
  } catch (cause) {
    if (cause instanceof QuestionRefused) return cause.message;
    throw cause;
  }
}

/** The address as it may be shown: what follows a question mark, and an account, may be secrets. */
export function shownAddress(url: string): string {
  if (!URL.canParse(url)) return url.replace(/\?.*/s, '');
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
