// The Terraform adapter: HCL, Terraform's JSON, variable files and plans.
import type { Adapter, Change, EditResult, Resource, Unit } from '../../core/resource';
import { editShell } from '../../core/shell/edit';
import { editHcl } from './edit';
import { editTerraformJson } from './edit-json';
import { claims, isFolderFile, readFile, type TerraformFile } from './file';
import { folderOf } from './paths';
import { together } from './together';
import { resolveUnit } from './unit';

export type { TerraformFile } from './file';

/** Reads and writes Terraform. A folder is a unit, with the modules that it calls; a plan is a unit of its own. */
export const terraform: Adapter<TerraformFile> = {
  name: 'terraform',
  claims,
  read: readFile,
  unitFolder: (path) => (isFolderFile(path) ? folderOf(path) : undefined),
  together,
  resolve: resolveUnit,
  edit,
};

function edit(unit: Unit, resource: Resource, change: Change): EditResult {
  const document = unit.documents.find((d) => d.source.uri === resource.source);
  if (!document) return { ok: false, reason: 'The file of this resource is not at hand.' };
  if (resource.language === 'shell') return editShell(unit, resource, change);
  if (document.language === 'hcl') return editHcl(document.source.text, resource, change);
  if (isFolderFile(document.source.path)) return editTerraformJson(document.source.text, resource, change);
  return { ok: false, reason: 'A plan is not changed: change the configuration that it was made from.' };
}
