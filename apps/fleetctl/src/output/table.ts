export { formatTable } from '@fleet/output';
