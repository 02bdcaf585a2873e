/**
 * Put into every bundle for specs: the names of the language that no spec ever replaces. Jest looks each global up through its sandbox, at
 * some hundred times the cost of a constant of the module.
 */
export const {
  Array,
  ArrayBuffer,
  BigInt,
  Boolean,
  Buffer,
  Error,
  JSON,
  Map,
  Math,
  Number,
  Object,
  Promise,
  Proxy,
  RangeError,
  Reflect,
  RegExp,
  Set,
  String,
  Symbol,
  SyntaxError,
  TypeError,
  Uint8Array,
  URL,
  WeakMap,
  WeakSet,
  isNaN,
  parseInt,
} = globalThis;
