// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { markdownOf } from './paste';

test.each([
  ['plain words are pasted as they are', '<p>Just a line</p>', ''],
  [
    'headings and signs',
    '<h2>Terms</h2><p>30 % <b>deposit</b>, <i>rest</i> later</p>',
    '## Terms\n\n30 % **deposit**, *rest* later',
  ],
  ['lists in lists', '<ul><li>one<ol><li>two</li></ol></li><li>three</li></ul>', '- one\n   1. two\n- three'],
  [
    'a sheet',
    '<table><tr><th>Port</th><th>Days</th></tr><tr><td>Jeddah | SA</td><td>24</td></tr></table>',
    '| Port | Days |\n| --- | --- |\n| Jeddah \\| SA | 24 |',
  ],
  [
    'Word, with all it brings along',
    `<html><head><style>p.MsoNormal{color:red}</style></head><body><!--[if gte mso 9]><xml>x</xml><![endif]-->
     <p class="MsoNormal"><b><span style="mso-fareast-font-family:宋体">审证</span></b><o:p>&nbsp;</o:p></p>
     <p class="MsoListParagraph">·<span>&nbsp;&nbsp; </span>有效期</p><p class="MsoListParagraph">·&nbsp; 装期</p></body></html>`,
    '**审证**\n\n- 有效期\n\n- 装期',
  ],
  [
    'paragraphs in one cell',
    '<table><tr><td><p>折叠椅</p><p>第二行</p></td><td><div>10</div><div>20</div></td><td>a<br>b</td></tr></table>',
    '| 折叠椅 第二行 | 10 20 | a b |\n| --- | --- | --- |',
  ],
  ['paragraphs in one point', '<ul><li><p>one</p><p>more</p></li></ul>', '- one more'],
  [
    'a numbered list of Word, and one that begins with a figure',
    `<p class="MsoListParagraph"><span>1.<span>&nbsp;&nbsp; </span></span>开证</p>
     <p class="MsoListParagraph">2)<span>&nbsp; </span>审证</p><p class="MsoListParagraph">·<span>&nbsp; </span>3.5 米</p>`,
    '1. 开证\n\n2. 审证\n\n- 3.5 米',
  ],
  [
    'links that lead somewhere',
    '<p><a href="https://a.example/x y">A</a> <a href="javascript:alert(1)">B</a></p>',
    '[A](https://a.example/x%20y) B',
  ],
  ['nothing that runs', '<b>a</b><script>alert(1)</script><img src=x onerror=alert(1)>', '**a**'],
])('%s', (_, html, markdown) => expect(markdownOf(html)).toBe(markdown));
