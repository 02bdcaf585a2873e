export { compilePillar, type CompiledPillar, type PillarCompileRequest } from './compile-pillar.js';
export { defaultScope, type ScopeRule } from './scope.js';
export { defaultSecretPatterns, findSecrets } from './secrets.js';
