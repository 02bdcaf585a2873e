/**
 * Put into every bundle for specs: the names of the language and of Node that no spec ever replaces. Jest looks each global up through its
 * sandbox, at many times the cost of a variable of the module.
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
