// What an adapter sees around its files in tests of the files alone: nothing.
import type { Files } from '../../server/core/resource';

export const NO_FILES: Files<never> = {
  folder: () => undefined,
  file: () => undefined,
  text: () => undefined,
  uri: (path) => `file:///${path}`,
};
