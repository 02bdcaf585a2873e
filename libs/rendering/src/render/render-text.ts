import { formatDiagnostic } from '@fleet/diagnostics';
import { fromPlain, type Value } from '@fleet/values';
import type { RenderLimits, TemplateEnvironment } from '../template.js';
import { renderTemplateNow } from './render.js';

/** For specs: what a template prints, or its diagnostics as text. `files` are the tree it can include. */
export function renderText(
  text: string,
  given: {
    names?: Record<string, unknown>;
    files?: Record<string, string>;
    limits?: RenderLimits;
    call?: TemplateEnvironment['call'];
  } = {},
): string {
  const { names = {}, files = {}, limits, call } = given;
  const outcome = renderTemplateNow({
    source: { name: 'app/web.sls', text },
    context: () => fromPlain(names) as Map<string, Value>,
    environment: { load: (name) => (Object.hasOwn(files, name) ? files[name] : undefined), ...(call && { call }) },
    ...(limits && { limits }),
  });
  if (!outcome) throw new Error('the render waits');
  return outcome.ok ? outcome.value.text : outcome.diagnostics.map(formatDiagnostic).join('\n');
}
