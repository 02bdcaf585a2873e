export * from './template.js';
export { RenderRefused } from './refused.js';
export { renderTemplate, renderTemplateNow } from './render/render.js';
export { parseYaml } from './yaml/parse-yaml.js';
export { toYaml, type YamlStyle } from './yaml/to-yaml.js';
export { parseJson, type JsonRequest } from './json/parse-json.js';
export { pythonRepr, pythonStr } from './python/print.js';
export { listFilters, listGlobals, listTags, listTests, type TemplateFeature } from './features.js';
export { templateReference } from './reference.js';
