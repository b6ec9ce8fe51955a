// Edits as the client at the other end can take them: versioned, with annotations that ask for confirmation, with tab stops.
import {
  ChangeAnnotation,
  SnippetTextEdit,
  StringValue,
  TextDocumentEdit,
  type AnnotatedTextEdit,
  type ClientCapabilities,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';

/** What a client can do with an edit. */
export interface EditAbilities {
  /** Refuses an edit of a text that has changed meanwhile. */
  readonly versions: boolean;
  /** Shows why an edit needs a second look, and asks. */
  readonly annotations: boolean;
  /** Tab stops. */
  readonly snippets: boolean;
}

/** Nothing beyond plain edits. */
export const plainEdits: EditAbilities = { versions: false, annotations: false, snippets: false };

/** What a client says it can do; `snippetTextEdit` is the older, experimental word for tab stops. */
export function abilitiesOf({ workspace, experimental }: ClientCapabilities): EditAbilities {
  const edit = workspace?.workspaceEdit;
  const extra: unknown = experimental;
  const older = typeof extra === 'object' && extra !== null && 'snippetTextEdit' in extra && extra.snippetTextEdit;
  const versions = edit?.documentChanges === true;
  return {
    versions,
    annotations: versions && edit.changeAnnotationSupport !== undefined,
    snippets: versions && (edit.snippetEditSupport === true || older === true),
  };
}

/** The edits of one document. */
export interface DocumentEdits {
  readonly uri: string;
  /** Null where the document is not open. */
  readonly version: number | null;
  readonly edits: readonly TextEdit[];
}

/** What a person must confirm, and which word is only a proposal. */
export interface EditNotes {
  /** The effect on what is deployed; the edit needs confirmation then. */
  readonly caution?: string | undefined;
  /** The action's title, under which the preview lists the edits. */
  readonly label: string;
  /** The word at the end of the edits that a person will want to change: it becomes a tab stop. */
  readonly proposal?: string;
}

const ANNOTATION = 'cipherlint';

/** One edit of the workspace, as far as the client can take it. */
export function toWorkspaceEdit(
  documents: readonly DocumentEdits[],
  abilities: EditAbilities,
  notes: EditNotes,
): WorkspaceEdit {
  if (!abilities.versions) return { changes: Object.fromEntries(documents.map(({ uri, edits }) => [uri, [...edits]])) };
  const annotated = abilities.annotations && notes.caution !== undefined;
  const { proposal } = notes;
  const write = (edit: TextEdit): TextEdit | AnnotatedTextEdit | SnippetTextEdit => {
    if (annotated) return { ...edit, annotationId: ANNOTATION };
    return abilities.snippets && proposal !== undefined ? withStop(edit, proposal) : edit;
  };
  const documentChanges = documents.map(({ uri, version, edits }) =>
    TextDocumentEdit.create({ uri, version }, edits.map(write)),
  );
  if (!annotated) return { documentChanges };
  const annotation = ChangeAnnotation.create(notes.label, true, notes.caution);
  return { documentChanges, changeAnnotations: { [ANNOTATION]: annotation } };
}

/** The edit with the proposal as a tab stop, where it holds one. Editors indent further lines of a snippet like the line where it starts. */
function withStop(edit: TextEdit, proposal: string): TextEdit | SnippetTextEdit {
  const { newText, range } = edit;
  const at = newText.lastIndexOf(proposal);
  if (at < 0 || (newText.includes('\n') && range.start.character > 0)) return edit;
  const [before, after] = [newText.slice(0, at), newText.slice(at + proposal.length)].map(escapeSnippet);
  return { range, snippet: StringValue.createSnippet(`${before ?? ''}\${1:${escapeSnippet(proposal)}}${after ?? ''}`) };
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
