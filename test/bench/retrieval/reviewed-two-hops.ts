/**
 * The questions of `composeTwoHops` over the MuLMS papers that were read one by one and found good: what the question says
 * describes one thing truly, it reads as a question, and the second sentence says something of that thing and the topic. By the
 * first twelve digits of the SHA-256 of their text; the text is that of the papers and stays there.
 */
export const reviewedTwoHops: ReadonlySet<string> = new Set(
  (
    '01f3a999f85d 06a3ac27d13d 08bde43a84ad 0a235be5adae 0be2a923c12f 0c84cf60c300 0f649fe29ef5 0faf4a96a9a4 129f30124b35 ' +
    '140d1425f528 17784caa44b8 198e2cc82f4b 1b4f3ee54f3f 208c9d4acaf7 2688f16a9e21 2e515f852143 36541ebdddea 379cd062afa5 ' +
    '37d6e36f2b74 393d50676b10 3a0edf6d5cee 3bb9114b4c9f 3ebfb19d5a60 46b763b96815 486286ef375c 56742bd9bc18 599ffa8c15c9 ' +
    '5aaf59aa0e26 5afb6af0f88e 5b58f29d9d77 5b744016f768 5c2fd5564f0b 5c67993f5517 64222e858926 655bb3e96e1f 6bd57d6fb8ae ' +
    '6bf0683f8e4d 6e2fd5af639a 6f7fc050736c 755a821d9aa9 7b26362c5fa0 7f710354f981 7f94d4b29d2d 848a8be5e750 84bcbfd5c9bf ' +
    '85148d8431fa 8f57597a06a2 91df8b59c01c 98b2e390258c 99ef3152599c 9a3db69a73de 9cf3d09782bf 9d7fcfb1bcc4 9f654a4fb1e2 ' +
    '9fd21d26e25d a1d698e52b69 a20294534a88 a43a2a26d006 a6bce22593b2 a9fd6709ff52 acd500c2f78d af08a8493e48 b10fa12a13ea ' +
    'b220aad9ab54 b726f4000383 bbcec04b057e c376fe877623 c5ef1d4a22c8 c5f4028c4e41 cb861c716618 cd34e9f67034 d2ab4253ce98 ' +
    'd739a14510c4 d7b819191d67 d83816b7acdd d94b3528dedf dbd1d9d80456 dc2701e8c6f2 dcd1bd34a443 e0f247d61fff eab126d8b98d ' +
    'ef077b275652 f160e3716a9a f340c3c1e1ef f51280c4c0c7 fe7213bcb408 ff221aefa562'
  ).split(' '),
)
