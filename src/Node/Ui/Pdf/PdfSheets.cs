using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace SdkNode.Node.Ui.Pdf;

/// <summary>Writes headings, facts and text onto A4 sheets, from top to bottom, with a line at the foot of each.</summary>
internal sealed class PdfSheets : IDisposable
{
    private const double Margin = 56;
    private const double Foot = 40;
    private const double Indent = 130;

    // No line holds more: what is measured stays short, however long a word is.
    private const int MostOfLine = 400;
    private const int MostSheets = 600;

    // Text leaves room for what ends a document.
    private const int MostSheetsOfText = 500;

    private readonly PdfDocument _document = new();
    private readonly XFont _text;
    private readonly XFont _bold;
    private readonly XFont _title;
    private readonly XFont _small;
    private readonly string _foot;
    private XGraphics _sheet = null!;
    private double _y;

    /// <summary>Begins a document.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="language">Its language, as in RFC 5646.</param>
    /// <param name="foot">What stands at the foot of each sheet, before its number.</param>
    public PdfSheets(string title, string language, string foot)
    {
        _ = PdfFonts.IsUsed;
        (_text, _bold, _title, _small) = (Font(10), Font(10, isBold: true), Font(16, isBold: true), Font(8));
        _foot = foot;
        _document.Info.Title = title;
        _document.Info.Creator = "SdkNode";
        _document.Language = language;
        Turn();
    }

    /// <summary>A title or, in bold, a heading.</summary>
    public void Heading(string text, bool isTitle = false)
    {
        Space(isTitle ? 0 : 10);
        Lines(text, isTitle ? _title : _bold, Margin);
        Space(4);
    }

    /// <summary>A name and its value.</summary>
    public void Fact(string name, string? value)
    {
        if (string.IsNullOrEmpty(value) || _document.PageCount >= MostSheets)
        {
            return;
        }

        Need(_text);
        _sheet.DrawString(name, _text, XBrushes.DimGray, new XPoint(Margin, _y + _text.Size));
        Lines(value, _text, Margin + Indent);
        Space(2);
    }

    /// <summary>Text; lines that begin with # are bold. False when it is too long, and its end left out.</summary>
    public bool Text(string text)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (_document.PageCount >= MostSheetsOfText)
            {
                return false;
            }

            Lines(line, line.StartsWith('#') ? _bold : _text, Margin);
        }

        return true;
    }

    /// <summary>Ends the document and gives it.</summary>
    public byte[] End()
    {
        _sheet.Dispose();
        for (var i = 0; i < _document.PageCount; i++)
        {
            using var sheet = XGraphics.FromPdfPage(_document.Pages[i]);
            sheet.DrawString($"{_foot} · {i + 1}/{_document.PageCount}", _small, XBrushes.DimGray, new XPoint(Margin, _document.Pages[i].Height.Point - Foot));
        }

        using var output = new MemoryStream();
        _document.Save(output);
        return output.ToArray();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _sheet.Dispose();
        _document.Dispose();
    }

    private static XFont Font(double size, bool isBold = false) => new(PdfFonts.Family, size, isBold ? XFontStyleEx.Bold : XFontStyleEx.Regular);

    private void Turn()
    {
        _sheet?.Dispose();
        var page = _document.AddPage();
        page.Size = PageSize.A4;
        _sheet = XGraphics.FromPdfPage(page);
        _y = Margin;
    }

    private void Space(double points) => _y += points;

    private void Need(XFont font)
    {
        if (_y + font.Size * 1.4 > _sheet.PageSize.Height - Margin - Foot)
        {
            Turn();
        }
    }

    private void Lines(string text, XFont font, double left)
    {
        foreach (var line in Wrap(text, font, _sheet.PageSize.Width - Margin - left).TakeWhile(_ => _document.PageCount < MostSheets))
        {
            Need(font);
            _sheet.DrawString(line, font, XBrushes.Black, new XPoint(left, _y + font.Size));
            _y += font.Size * 1.4;
        }
    }

    // At spaces where there are any; a word that is too long is cut.
    private IEnumerable<string> Wrap(string text, XFont font, double width)
    {
        var line = "";
        foreach (var word in Plain(text).Split(' '))
        {
            var next = line.Length == 0 ? word : $"{line} {word}";
            if (next.Length <= MostOfLine && Width(next, font) <= width)
            {
                line = next;
                continue;
            }

            if (line.Length > 0)
            {
                yield return line;
            }

            var at = 0;
            while ((line = word.Substring(at, Math.Min(MostOfLine, word.Length - at))).Length < word.Length - at || Width(line, font) > width)
            {
                var count = Fitting(line, font, width);
                yield return line[..count];
                at += count;
            }
        }

        yield return line;
    }

    private int Fitting(string word, XFont font, double width)
    {
        var (least, most) = (1, word.Length);
        while (least < most)
        {
            var middle = (least + most + 1) / 2;
            (least, most) = Width(word[..middle], font) <= width ? (middle, most) : (least, middle - 1);
        }

        return least > 1 && char.IsHighSurrogate(word[least - 1]) ? least - 1 : least == 1 && word.Length > 1 && char.IsHighSurrogate(word[0]) ? 2 : least;
    }

    private double Width(string text, XFont font) => _sheet.MeasureString(text, font).Width;

    // What turns the direction of letters around would turn the page's; tabs are spaces.
    private static string Plain(string text) => string.Concat(text.Select(letter => letter == '\t' ? ' ' : letter).Where(letter => !char.IsControl(letter) && letter is not (>= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F')));
}
