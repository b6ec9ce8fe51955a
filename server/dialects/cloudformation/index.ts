// The CloudFormation adapter: templates in YAML and JSON, with SAM and the Serverless Framework's `resources`.
import type { Adapter, Document, Unit } from '../../core/resource';
import { claimsTemplate } from './claims';
import { editCloudFormation } from './edit';
import { templateMetadata } from './metadata';
import { evaluateTemplate } from './resources';
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
    return {
      documents: evaluated.flatMap(({ templates, problems }) =>
        templates.map((template): Document => {
          const more = problems.get(template);
          const { source, language } = template;
          const metadata = templateMetadata(template);
          const all = more ? [...template.problems, more] : template.problems;
          return { source, language, problems: all, ...(metadata ? { metadata } : {}) };
        }),
      ),
      resources: evaluated.flatMap(({ resources }) => resources),
    };
  },
  edit(unit, resource, change) {
    const document = unit.documents.find(({ source }) => source.uri === resource.source);
    if (!document) return { ok: false, reason: 'The file of the resource is not part of the unit.' };
    return editCloudFormation(document.source.text, resource, change);
  },
};
