export { Float, Tuple, copy, equal, float, int, isList, isMap, tuple, type Value, type ValueMap } from './value.js';
export { fromPlain, parseExact, stringifyExact, stringifyPlain, toPlain, type Json } from './json.js';
export { MersenneTwister } from './mersenne-twister.js';
export { mergeRecursive, traverse } from './traverse.js';
export { backtracking, re2, type Dialect } from './pattern/dialect.js';
export { type PatternFlags } from './pattern/flags.js';
export { parseReplacement, type ReplacementPart } from './pattern/replacement.js';
export { translatePattern, type PatternProblem, type TranslatedPattern } from './pattern/translate.js';
