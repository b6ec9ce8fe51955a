// The CloudFormation adapter: templates in YAML and JSON, with SAM and the Serverless Framework's `resources`.
import type { Adapter, Document, Unit } from '../../core/resource';
import { editShell } from '../../core/shell/edit';
import { claimsTemplate } from './claims';
import { editCloudFormation } from './edit';
import { templateMetadata } from './metadata';
import { evaluateTemplate, type Evaluated } from './resources';
import { readTemplate, type Template } from './template';

export type { Template } from './template';

/** Reads and edits CloudFormation templates. Each file is a unit, with the templates of the stacks that are nested in it. */
export const cloudformation: Adapter<Template> = {
  name: 'cloudformation',
  claims: claimsTemplate,
  read: readTemplate,
  unitFolder: () => undefined,
  resolve(files, around): Unit {
    const evaluated = files.map((template) => evaluateTemplate(template, around));
    const templates = evaluated.flatMap((each) => each.templates.map((template) => documentOf(template, each)));
    const included = evaluated.flatMap((each) => each.templates.flatMap((template) => template.included ?? []));
    return {
      documents: uniqueBySource([...templates, ...included]),
      resources: evaluated.flatMap(({ resources }) => resources),
      ...(evaluated.some(({ open }) => open) ? { open: true } : {}),
    };
  },
  edit(unit, resource, change) {
    const document = unit.documents.find(({ source }) => source.uri === resource.source);
    if (!document) return { ok: false, reason: 'The file of the resource is not part of the unit.' };
    if (resource.language === 'shell') return editShell(unit, resource, change);
    return editCloudFormation(document.source.text, resource, change);
  },
};

function documentOf(template: Template, { problems }: Evaluated): Document {
  const { source, language } = template;
  const more = problems.get(template);
  const metadata = templateMetadata(template);
  const all = more ? [...template.problems, more] : template.problems;
  return { source, language, problems: all, ...(metadata ? { metadata } : {}) };
}

/** Of a file that is included and nested as well, the template. */
function uniqueBySource(documents: readonly Document[]): readonly Document[] {
  const known = new Set<string>();
  return documents.filter(({ source: { uri } }) => !known.has(uri) && known.add(uri));
}
