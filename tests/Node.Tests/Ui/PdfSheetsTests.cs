using PdfSharp.Pdf.IO;
using SdkNode.Node.Ui.Pdf;

namespace SdkNode.Node.Tests.Ui;

/// <summary>Documents of any text end, on as many sheets as they need.</summary>
public sealed class PdfSheetsTests
{
    [Theory]
    [InlineData("Kort", 1)]
    [InlineData("", 1)]
    [InlineData("a\tb\u202Ec\u2066d\u0000e \U0001F600 åäö đŋšŧž", 1)]
    public void A_short_text_is_one_sheet(string text, int sheets) => Assert.Equal(sheets, Sheets(text, text));

    [Fact]
    public void A_long_text_goes_on_and_a_word_without_end_is_cut()
    {
        // 14 points a line, and 694 on a sheet.
        Assert.Equal(5, Sheets("", string.Join('\n', Enumerable.Range(0, 200).Select(number => $"Rad {number}"))));
        Assert.InRange(Sheets("", new string('x', 20_000)), 3, 8);
        Assert.InRange(Sheets("", new string('x', 500_000)), 80, 200);
        Assert.Equal(500, Sheets("", new string('\n', 100_000)));
        Assert.InRange(Sheets("", string.Concat(Enumerable.Repeat("\U0001F600", 3_000))), 1, 4);
    }

    private static int Sheets(string head, string text)
    {
        using var made = new PdfSheets("Rubrik", "sv", "fot");
        made.Heading(head, isTitle: true);
        made.Fact(head, head);
        made.Text(text);
        using var document = PdfReader.Open(new MemoryStream(made.End()), PdfDocumentOpenMode.Import);
        return document.PageCount;
    }
}
