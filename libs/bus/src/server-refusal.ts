import type { RefusalKind } from '@fleet/protocol';

/** What nats-server refused to a client, as one line of its log tells it. */
export interface ServerRefusal {
  readonly key: string;
  readonly kind: Extract<RefusalKind, 'publish-violation' | 'subscription-violation' | 'authentication' | 'limit'>;
  /** In the server's words: the subject, or the limit. Of the client's choice, so it is cut short. */
  readonly what: string;
}

const quoted = String.raw`"(?:[^"\\]|\\.)*"`;
const key = 'U[A-Z2-7]{55}';
/** `ACCOUNT/NAME/nkey:KEY` stands behind what the client says of itself, which the server quotes: a client cannot name another one here. */
const client = new RegExp(
  String.raw`^\[\d+\] \S+ \S+ \[\w{3}\] \S+ - cid:\d+ - ${quoted} - "A[A-Z2-7]{55}/[^"\\]*/nkey:(?<key>${key})" - (?<words>.*)$`,
);
const stranger = new RegExp(
  String.raw`^\[\d+\] \S+ \S+ \[\w{3}\] \S+ - cid:\d+ - (?:${quoted} - )?authentication error - Nkey "(?<key>${key})"`,
);
const kinds: readonly (readonly [RegExp, ServerRefusal['kind']])[] = [
  [/^Publish Violation - (?<what>.*)$/, 'publish-violation'],
  [/^Subscription Violation - (?<what>.*)$/, 'subscription-violation'],
  [/^(?<what>maximum (?:subscriptions|payload|connections|account|control line).*)$/i, 'limit'],
  [/^(?<what>(?:User Authentication|Account Authentication|Authorization|authentication).*)$/i, 'authentication'],
];

/** `undefined` for lines that are about anything else. */
export function readServerRefusal(line: string): ServerRefusal | undefined {
  const strange = stranger.exec(line)?.groups;
  if (strange) return { key: strange['key'] as string, kind: 'authentication', what: 'authentication error' };
  const found = client.exec(line)?.groups;
  if (!found) return undefined;
  for (const [pattern, kind] of kinds) {
    const what = pattern.exec(found['words'] as string)?.groups?.['what'];
    if (what !== undefined) return { key: found['key'] as string, kind, what: what.slice(0, 200) };
  }
  return undefined;
}
