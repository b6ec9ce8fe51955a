// Trees whose entries may change while VS Code asks for them.
import * as vscode from 'vscode';

/**
 * A tree that tells VS Code of changes only once it has handed over its entries: told to ask again while it asks for the first time, VS Code
 * puts entries below the wrong group.
 */
export function treeProvider<Node>(
  onDidChange: vscode.Event<unknown>,
  entries: Pick<vscode.TreeDataProvider<Node>, 'getChildren' | 'getTreeItem'>,
): vscode.TreeDataProvider<Node> {
  let handedOver = false;
  return {
    ...entries,
    onDidChangeTreeData: (listener) =>
      onDidChange(() => {
        if (handedOver) listener(undefined);
      }),
    getChildren: async (node) => {
      const children = await entries.getChildren(node);
      handedOver = true;
      return children;
    },
  };
}
