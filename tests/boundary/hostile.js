// Text that does harm where it is interpreted as markup, a formula, a template or a path.

export const VECTORS = [
  "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<svg/onload=alert(1)//", "</p><script>alert(1)</script><p>",
  "\"><iframe src=\"javascript:alert(1)\">", "'><img src=x onerror=alert(1)>", "</title><script>alert(1)</script>", "</style><script>alert(1)</script>", "</textarea><script>alert(1)</script>",
  "<a href=\"javascript:alert(1)\">Ana Ruiz</a>", "<style>@import url(//evil.example)</style>", "<link rel=stylesheet href=//evil.example>", "<base href=//evil.example>", "<meta http-equiv=refresh content=0;url=//evil.example>",
  "<math><mi xlink:href=\"data:x,<script>alert(1)</script>\">", "<!--<script>alert(1)</script>-->", "<![CDATA[<script>alert(1)</script>]]>", "<details open ontoggle=alert(1)>", "<input autofocus onfocus=alert(1)>",
  "&lt;img src=x onerror=alert(1)&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "&amp;lt;b&amp;gt;", "%3Cscript%3Ealert(1)%3C/script%3E", "\\u003cscript\\u003ealert(1)",
  "{{constructor.constructor(\"alert(1)\")()}}", "${alert(1)}", "<%= alert(1) %>", "\u202Ealert(1)\u202C", "\0<script>\0alert(1)</script>",
  "[click](javascript:alert(1))", "![x](x\"onerror=\"alert(1))", "<javascript:alert(1)>", "[x]: javascript:alert(1)", "`</code><script>alert(1)</script>`",
  "=1+1", "=HYPERLINK(\"//evil.example\",\"x\")", "+1+cmd|' /C calc'!A0", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "＝1+1", "=IMPORTXML(\"//evil.example\",\"//a\")", "\"=1+1\"", "\",=1+1,\"",
  "*bold* _it_ ~~x~~ ==y== $z$", "# head", "> quote", "- item", "1. item", "    code", "***", "| a | b |", "^[note]", "[^1]: note",
  "T1\tPERSON 0 5\tx", "#1\tAnnotatorNotes T1\tx", "\"}],\"evil\":[{\"", "\u2028alert(1)\u2029", "\ufeff", "\ud83d", "../../etc/passwd", "CON",
];
