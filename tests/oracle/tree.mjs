// tree.mjs - short ways to write a document of a tree.

/** A document of these lines of front matter. */
export const page = (...lines) => `---\n${lines.join('\n')}\n---\nText.\n`;
