import type { Outcome } from '@fleet/diagnostics';
import type { Rendered, RenderRequest } from '../template.js';

/** Renders a template; waits for what the environment answers later. Never throws for what the template's author wrote. */
export async function renderTemplate(_request: RenderRequest): Promise<Outcome<Rendered>> { throw new Error('not written yet'); }

/** As {@link renderTemplate}, at once; `undefined` where an answer of the environment would have had to be awaited. */
export function renderTemplateNow(_request: RenderRequest): Outcome<Rendered> | undefined { throw new Error('not written yet'); }
