using System.Globalization;
using System.Text;

namespace SdkNode.Node.Demo;

/// <summary>Makes a one-page PDF with a few lines of text, so that the demo's message carries a real document.</summary>
internal static class SmallPdf
{
    /// <summary>The document's octets.</summary>
    public static byte[] Make(string title, IReadOnlyList<string> lines)
    {
        var text = new StringBuilder("BT /F1 18 Tf 72 760 Td (").Append(Escape(title)).Append(") Tj /F1 11 Tf 0 -36 Td 16 TL");
        foreach (var line in lines)
        {
            text.Append(" (").Append(Escape(line)).Append(") Tj T*");
        }

        text.Append(" ET");
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            string.Create(CultureInfo.InvariantCulture, $"<< /Length {text.Length} >>\nstream\n{text}\nendstream"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            file.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        }

        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");

        // WinAnsi has the Swedish letters where Latin-1 has them; one octet a character keeps the offsets right.
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
}
