// Two adapters for files that hold two languages, such as notebooks: one reads the file, the other what stands in it besides.
import type { Adapter, Files, Unit } from './resource';

/** A file as the main adapter read it, with what the other one read of it. */
export type Joint<Main, Other> = Main & { readonly beside?: Other };

/**
 * The main adapter, which for files that `isShared` names also gives the resources of the other one. The name, the documents and the units are those of
 * the main adapter; a change goes to the other one where the resource is in `language`. All files of a folder are one unit, or each is one: `together` is not asked.
 */
export function jointAdapter<Main extends object, Other>(
  main: Adapter<Main>,
  other: Adapter<Other>,
  language: string,
  isShared: (path: string) => boolean,
): Adapter<Joint<Main, Other>> {
  return {
    name: main.name,
    claims: (path, text, unclaimed) =>
      main.claims(path, text, unclaimed) || (isShared(path) && other.claims(path, text, unclaimed)),
    read: (source, previous) => {
      const read = main.read(source, previous);
      return isShared(source.path) ? { ...read, beside: other.read(source, previous?.beside) } : read;
    },
    unitFolder: (path) => main.unitFolder(path),
    resolve: (files, around) => {
      const unit = main.resolve(files, around);
      const beside = files.flatMap((file) => (file.beside === undefined ? [] : [file.beside]));
      return beside.length === 0 ? unit : withResources(unit, other.resolve(beside, textsOf(around)));
    },
    edit: (unit, resource, change) =>
      resource.language === language ? other.edit(unit, resource, change) : main.edit(unit, resource, change),
  };
}

function withResources(unit: Unit, more: Unit): Unit {
  return more.resources.length === 0 ? unit : { ...unit, resources: [...unit.resources, ...more.resources] };
}

/** Other files as the other adapter may see them: their texts only, since what is read belongs to the main one. */
function textsOf(around: Files<unknown>): Files<never> {
  return { ...around, file: () => undefined, folder: () => undefined };
}
