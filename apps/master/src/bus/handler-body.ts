import type { MessageHandler } from '@nestjs/microservices';
import type { Fault } from '@fleet/protocol';
import { checkBody, type BodyRules } from './check-body.js';
import { fault } from './refusal.js';

/** The body that a handler gets: one that keeps its rules, or a fault that says which it breaks. */
export function bodyFor(
  handler: MessageHandler,
  value: unknown,
  extra: 'refuse' | 'drop',
): { ok: true; body: unknown } | { ok: false; fault: Fault } {
  const rules = handler.extras?.['ask'] as BodyRules | undefined;
  if (!rules) return { ok: true, body: value };
  const checked = checkBody(rules, value, extra);
  if (checked.ok) return checked;
  return {
    ok: false,
    fault: fault('malformed', `the request is malformed: ${checked.problems.join('; ')}`, {
      problems: checked.problems,
    }),
  };
}
