import { HostRefusal } from '@fleet/platform';
import type { WebhookTarget } from '@fleet/protocol';

const unvouched = new Set([
  'CERT_SIGNATURE_FAILURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** What is wrong with the certificate of a receiver, and who can mend it; `undefined` where it is not that. Nothing was sent. */
export function certificateTrouble(error: unknown, { url, caFile }: WebhookTarget): string | undefined {
  const cause = error instanceof HostRefusal ? (error.cause as { code?: unknown } | undefined) : undefined;
  const code = String(cause?.code);
  const { origin, hostname } = new URL(url);
  const says = (what: string): string => `${origin} is not trusted, and nothing was sent: its certificate ${what}`;
  if (code === 'CERT_HAS_EXPIRED') return says('has expired, or the clock of this master is ahead');
  if (code === 'CERT_NOT_YET_VALID') return says('is not valid yet, or the clock of this master is behind');
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return says(`is not for ${hostname}: name it as its certificate does`);
  if (!unvouched.has(code)) return undefined;
  return says(
    caFile === undefined
      ? 'is signed by no authority that this machine knows: `ca` names another'
      : `is not signed by the authority in ${caFile}`,
  );
}
