using System.Text;
using CsCheck;

namespace SdkNode.Security.Tests.Xml;

/// <summary>
/// Generates well-formed documents that are rich in what canonicalisation is about: namespaces declared, redeclared and
/// undeclared, xml:* attributes, CDATA, references, line ends, comments, processing instructions, characters of all lengths.
/// </summary>
internal static class XmlDocuments
{
    private static readonly string[] Uris = ["urn:a", "urn:b", "http://example.org/c"];
    private static readonly string[] Prefixes = ["", "p", "q", "r", "å"];
    private static readonly string[] Locals = ["a", "b", "Long-Name.1", "ö", "_x"];

    private static readonly string[] Texts =
    [
        "plain", " ", "\n", "\r\n", "\r", "\t", "&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#13;", "&#xA;", "&#9;", "&#x1F600;", "åäö", "€", "😀", "]]", "]",
        ">", "<![CDATA[<&>]]>", "<![CDATA[]]]]>", "<![CDATA[a\r\nb\rc]]>", "<!-- a - comment -->", "<?pi?>", "<?pi some data ?>", "<?pi a\r\nb?>", "'", "\"", "\u00A0", "\uFFFD", "\u0085", "\u2028",
    ];

    private static readonly string[] Values =
        ["", "plain", "a b", " a ", "a\tb", "a\nb", "a\r\nb", "&#9;", "&#10;", "&#13;", "&amp;", "&lt;", ">", "&gt;", "&quot;", "&apos;", "åäö", "😀", "&#x1F600;"];

    public static readonly Gen<string> Documents =
        from seed in Gen.ULong
        from size in Gen.Int[1, 40]
        select new Maker(new Random(unchecked((int)seed)), size).Document();

    /// <summary>Where <see cref="WithTarget"/> has room for a signature.</summary>
    public const string Room = "<!--room-->";

    /// <summary>Documents in which one element, somewhere, has <c>xml:id="target"</c>, if it has so many elements.</summary>
    public static readonly Gen<string> WithTarget =
        from seed in Gen.ULong
        from size in Gen.Int[1, 40]
        from at in Gen.Int[0, 12]
        select new Maker(new Random(unchecked((int)seed)), size) { TargetAt = at }.Fragment();

    private sealed class Maker(Random random, int elements)
    {
        private readonly StringBuilder _xml = new();
        private int _left = elements;
        private int _begun;

        public int TargetAt { get; init; } = -1;

        public string Document()
        {
            if (random.Next(2) == 0)
            {
                _xml.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
            }

            Misc();
            Element([], depth: 1);
            Misc();
            return _xml.ToString();
        }

        public string Fragment()
        {
            _xml.Append(Pick(["<wrap>", "<wrap xmlns='urn:a' xmlns:x='urn:x'>", "<wrap xml:lang='fi' xmlns:p='urn:b'>"]));
            Element([], depth: 2);
            return _xml.Append(Room).Append("</wrap>").ToString();
        }

        private T Pick<T>(T[] from) => from[random.Next(from.Length)];

        private void Misc()
        {
            for (var n = random.Next(3); n > 0; n--)
            {
                _xml.Append(Pick(["<!-- outside -->", "<?outside?>", "<?outside data\r\nmore?>", "\n", "  \r\n"]));
            }
        }

        private void Element(Dictionary<string, string> outer, int depth)
        {
            _left--;
            var isTarget = _begun++ == TargetAt;
            var scope = new Dictionary<string, string>(outer);
            var parts = new List<string>();
            for (var n = random.Next(3); n > 0; n--)
            {
                Declare(scope, parts);
            }

            var prefix = Pick(Prefixes);
            prefix = scope.ContainsKey(prefix) ? prefix : "";
            Attributes(scope, parts);
            if (isTarget)
            {
                parts.Add("xml:id='target'");
            }

            var name = prefix.Length == 0 ? Pick(Locals) : $"{prefix}:{Pick(Locals)}";
            var shuffled = parts.ToArray();
            random.Shuffle(shuffled);
            _xml.Append('<').Append(name);
            foreach (var part in shuffled)
            {
                _xml.Append(Pick([" ", "\n  ", "\t"])).Append(part);
            }

            if (random.Next(6) == 0)
            {
                _xml.Append(Pick(["/>", " />"]));
                return;
            }

            _xml.Append('>');
            for (var n = random.Next(5); n > 0; n--)
            {
                if (_left > 0 && depth < 12 && random.Next(2) == 0)
                {
                    Element(scope, depth + 1);
                }
                else
                {
                    Text();
                }
            }

            _xml.Append("</").Append(name).Append(Pick([">", " >"]));
        }

        private void Text()
        {
            var text = Pick(Texts);
            // ']]' and then '>' would be no well-formed text.
            _xml.Append(text is ">" && _xml[^1] == ']' ? " " : text);
        }

        private void Declare(Dictionary<string, string> scope, List<string> parts)
        {
            var prefix = Pick(Prefixes);
            var uri = Pick(Uris);
            var name = prefix.Length == 0 ? "xmlns" : "xmlns:" + prefix;
            if (parts.Any(part => part.StartsWith(name + "=", StringComparison.Ordinal)))
            {
                return;
            }

            if (prefix.Length == 0 && random.Next(3) == 0)
            {
                parts.Add("xmlns=\"\"");
                return;
            }

            if (prefix.Length > 0)
            {
                scope[prefix] = uri;
            }

            parts.Add($"{name}={Quote(uri)}");
        }

        private void Attributes(Dictionary<string, string> scope, List<string> parts)
        {
            var expanded = new HashSet<string>();
            for (var n = random.Next(4); n > 0; n--)
            {
                var prefix = Pick(Prefixes);
                prefix = scope.ContainsKey(prefix) ? prefix : "";
                var local = Pick(Locals);
                if (expanded.Add((prefix.Length == 0 ? "" : scope[prefix]) + "|" + local))
                {
                    parts.Add($"{(prefix.Length == 0 ? local : prefix + ":" + local)}{Pick(["=", " = "])}{Quote(Value())}");
                }
            }

            if (random.Next(5) == 0)
            {
                parts.Add(Pick(["xml:lang=\"sv\"", "xml:space='preserve'", "xml:base='http://example.org/b/'"]));
            }
        }

        private string Value() => Pick(Values) + Pick(Values);

        private string Quote(string value) => random.Next(2) == 0 ? $"\"{value}\"" : $"'{value}'";
    }
}
