export * from './file-tree.js';
export { decodeManifest, encodeManifest, revisionOf, MalformedManifest, type Manifest } from './manifest.js';
export { localTree, FileChanged, type LocalTreeOptions, type Roots } from './local-tree.js';
export { parseSaltUrl, type SaltUrl } from './salt-url.js';
export { StatCache } from './stat-cache.js';
export { TreeStore, UnknownRevision, UnknownBlob, type TreeStoreOptions } from './tree-store.js';
export { cachedTree, BlobCorrupt, type CachedTree, type CachedTreeOptions, type FetchBlob } from './cached-tree.js';
export { pruneBlobs, type PruneRequest } from './prune.js';
