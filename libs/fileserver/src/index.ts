export * from './file-tree.js';
