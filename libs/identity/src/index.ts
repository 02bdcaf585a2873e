export {
  InvalidKey,
  createKeys,
  decodePublicKey,
  isPublicKey,
  signer,
  verifyRaw,
  verifySignature,
  type KeyKind,
  type Keys,
  type Signer,
} from './nkeys.js';
export { InvalidJwt, decodeJwt, encodeJwt, type Claims } from './jwt.js';
export {
  accountJwt,
  operatorJwt,
  type AccountDescription,
  type OperatorDescription,
  type Scope,
} from './account-jwt.js';
export { userJwt, type UserDescription } from './user-jwt.js';
export { InvalidCredentials, formatCreds, parseCreds, type Credentials } from './creds.js';
export { SealBroken, createSealKeys, isSealKey, openSeal, sealTo, type SealKeys } from './seal.js';
export { contexts, keyId, signText, verifySigned, type Verified } from './signed.js';
export { followKeysets, goodKeys, pinRoot, readKeyset, signKeyset, type Followed, type TrustAnchor } from './keyset.js';
export { busName, certifyServer, createAuthority, serverLife, type CertifiedKey } from './certificates.js';
export { derivedKey } from './derived-key.js';
export { PlanDigest } from './plan-digest.js';
export { fingerprint } from './fingerprint.js';
export { InvalidJoinToken, decodeJoinToken, encodeJoinToken, type JoinToken } from './join-token.js';
export {
  createEnrolRequest,
  openAdmission,
  sealAdmission,
  verifyEnrolRequest,
  type EnrolVerdict,
} from './enrolment.js';
export { decodeLoginToken, loginTokenText } from './login-token.js';
export { createLoginRequest, verifyLoginRequest, type LoginVerdict } from './login.js';
export { openRevealed, sealRevealed } from './revealed-seal.js';
export { LedgerUnusable, ReplayLedger } from './replay-ledger.js';
export { openRequest, requestSkew, signRequest, type OpenedRequest } from './signed-request.js';
export { openPillar, sealPillar } from './pillar-seal.js';
export {
  openArguments,
  sealArguments,
  sealedArgumentsLength,
  type CommandArguments,
  type CommandPlace,
} from './argument-seal.js';
export { openArtifact, sealArtifact, type ArtifactPlace } from './artifact-seal.js';
export { AgeFailed, ageDecrypt, ageEncrypt, type AgeFor, type AgeWith } from './age-file.js';
export { openForSelf, ownKeySize, sealForSelf } from './own-seal.js';
export { isMinionId } from '@fleet/protocol';
