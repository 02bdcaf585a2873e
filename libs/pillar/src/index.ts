export { compilePillar, type CompiledPillar, type PillarCompileRequest } from './compile-pillar.js';
export { defaultScope } from './scope.js';
export { defaultSecretPatterns, findSecrets } from './secrets.js';
export type { Formula, FormulaSchema, InstanceRule, ScopeRule } from './formula/definition.js';
export { readFormulas } from './formula/read-formulas.js';
