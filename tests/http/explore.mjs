// explore.mjs - the site that the tests of /_explore look at.
//
// A word that begins with "zq" is in everything that is not published: without
// a token it must never be on the page.

const post = (lines, body = 'Text.') =>
  ['---', ...lines, '---', body, ''].join('\n');

export const files = {
  'headmatter.yaml': 'site:\n  title: Sample\n',
  'content/posts/first.md': post(
    [
      'title: The first',
      'date: 2024-03-02',
      'tags: [x]',
      'rating: 3',
      'author: Ana Lima',
    ],
    'See [the second](second.md) and [elsewhere](https://example.org/).',
  ),
  'content/posts/second.md': post(
    [
      'title: The second',
      'date: 2025-02-01',
      'tags: [x, y]',
      'rating: 5',
      'cover: /images/two.png',
      'author: Ana Lima',
    ],
    [
      'It has **bold** words.',
      '',
      '<script>top.document.title = "stolen"</script>',
      '<img src="http://127.0.0.1:9/outside.png" alt="A cat" onerror="top.x = 1">',
      '<iframe src="http://127.0.0.1:9/frame"></iframe>',
      '<video src="http://127.0.0.1:9/video.mp4"></video>',
      '<style>body { background: url(http://127.0.0.1:9/style.png) }</style>',
      '<p style="color: rgb(1, 2, 3)">In <a href="javascript:top.x = 2">colour</a></p>',
      '<p style="background: url(http://127.0.0.1:9/b.png)">Under</p>',
    ].join('\n'),
  ),
  'content/posts/third.md': post([
    'title: The third',
    'date: 2025-05-20',
    'tags: [y]',
    'rating: 4',
  ]),
  'content/posts/zqdraft.md': post(
    [
      'title: Zqtitle',
      'date: 2025-06-01',
      'draft: true',
      'tags: [zqtag]',
      'zqfield: 1',
    ],
    'Zqtext, see [the third](third.md).',
  ),
  'content/posts/zqlater.md': post(['title: Zqlater', 'date: 2999-01-01']),
  'content/zqnotes/note.md': post(['title: Zqnote', 'draft: true']),
};
