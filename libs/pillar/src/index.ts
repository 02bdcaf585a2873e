export { compilePillar } from './compile-pillar.js';
export type { CompiledPillar, PillarCompileRequest } from './definition.js';
export { defaultSecretPatterns, findSecrets } from './secrets.js';
export type { Formula, FormulaSchema, InstanceRule, ScopeRule } from './formula/definition.js';
export { readFormulas } from './formula/read-formulas.js';
export { confirmationsOf, type ConfirmedSls, type MeantSls } from './formula/confirmations.js';
export { IncludedSls, slsName } from './formula/included-sls.js';
export { mergeStrategies, usualMerging, type MergeStrategy, type Merging } from './merge/merging.js';
export { PillarCache } from './render/pillar-cache.js';
export { saltFunctions } from './render/salt-functions.js';
export { readInclude, resolveName } from './sls/include-item.js';
export { environmentRoots, settingsOf } from './settings.js';
export { explainPillar } from './explain/explain-pillar.js';
export { readIdentities } from './encryption/identities.js';
export { Decrypter } from './encryption/decrypter.js';
export {
  decryptValue,
  encryptValue,
  EncryptionFailed,
  isEncrypted,
  makePillarKey,
  recipientOf,
} from './encryption/age.js';
