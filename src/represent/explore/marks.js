// marks.js - the one markup that answers to a search have.
//
//     "Tea &amp; <mark>toast</mark>" --splitMarks()--> ["Tea & ", "toast"]
//                                                       as it is  marked
//
// The API escapes such a text for HTML, and <mark> is the only tag in it. It is
// read here as what it says, never as HTML, so that a server that keeps its word
// badly can put nothing but text on the page. Pure, so that the tests can call
// it.

const entities = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

const readEntities = (text) =>
  text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity]);

/** Pieces of the text in turns, not marked and marked; the first may be ''. */
export const splitMarks = (text) => {
  const pieces = [''];
  for (const part of text.split(/(<\/?mark>)/)) {
    const isMarked = pieces.length % 2 === 0;
    if (part === (isMarked ? '</mark>' : '<mark>')) pieces.push('');
    else if (!/^<\/?mark>$/.test(part))
      pieces[pieces.length - 1] += readEntities(part);
  }
  return pieces;
};
