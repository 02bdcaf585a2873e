/** One construct, filter, test or global of the dialect, as `docs/reference/templates.md` shows it. */
export interface TemplateFeature {
  readonly name: string;
  /** How it is written: `indent(width=4, first=False)`. */
  readonly usage: string;
  readonly doc: string;
  /** The table it comes from: `text`, `lists`, `salt`, … */
  readonly family: string;
}

export function listFilters(): readonly TemplateFeature[] { throw new Error('not written yet'); }
export function listTests(): readonly TemplateFeature[] { throw new Error('not written yet'); }
export function listGlobals(): readonly TemplateFeature[] { throw new Error('not written yet'); }
export function listTags(): readonly TemplateFeature[] { throw new Error('not written yet'); }
