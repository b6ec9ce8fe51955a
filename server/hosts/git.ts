// The bundle that asks git: loaded only where staged or changed files, or a hook, are asked for.
export { changesSince } from './git/changed';
export { hookFolder } from './git/hook-folder';
export { openRepository } from './git/repository';
export { stagedChanges } from './git/staged';
