/** What became of one case of a conformance file. `expected` and `actual` are texts to show when it failed. */
export interface CaseOutcome {
  readonly name: string;
  readonly passed: boolean;
  readonly expected: string;
  readonly actual: string;
}
