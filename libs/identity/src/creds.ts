import { decodeJwt } from './jwt.js';
import { signer } from './nkeys.js';

/** A user's JWT and seed. */
export interface Credentials {
  readonly jwt: string;
  /** Secret. */
  readonly seed: string;
}

export class InvalidCredentials extends Error {
  override readonly name = 'InvalidCredentials';
  readonly code = 'invalid-credentials';
}

/** The text of a `.creds` file, as every NATS tool reads it. */
export function formatCreds({ jwt, seed }: Credentials): string {
  return [
    '-----BEGIN NATS USER JWT-----',
    jwt,
    '------END NATS USER JWT------',
    '',
    'The seed below is the private key of this user: whoever reads it can act in its name.',
    '',
    '-----BEGIN USER NKEY SEED-----',
    seed,
    '------END USER NKEY SEED------',
    '',
  ].join('\n');
}

/** @throws InvalidCredentials where a part is missing, broken, or the two do not belong together. */
export function parseCreds(text: string): Credentials {
  const parts = [...text.matchAll(/^-{3,}BEGIN [^\n]*-{3,}\s*\n([A-Za-z0-9_.-]+)\s*\n-{3,}END /gm)].map(
    (found) => found[1] as string,
  );
  const [jwt, seed] = parts;
  if (!jwt || !seed) throw new InvalidCredentials('not a credentials file: it holds no JWT or no seed');
  return checkedCredentials({ jwt, seed });
}

function checkedCredentials(credentials: Credentials): Credentials {
  try {
    const own = signer(credentials.seed);
    if (own.kind !== 'user' || decodeJwt(credentials.jwt).sub !== own.publicKey)
      throw new InvalidCredentials('seed and JWT of the credentials are of two different users');
  } catch (cause) {
    if (cause instanceof InvalidCredentials) throw cause;
    throw new InvalidCredentials('seed or JWT of the credentials are broken', { cause });
  }
  return credentials;
}
