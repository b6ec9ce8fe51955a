// Snyk has no comments; its `.snyk` file is read with the other files of a repository.
import type { Peer } from '../peer';

export const snyk: Peer = { tool: 'snyk', equivalents: ['snyk'] };
