using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace SdkNode.Node.Ui.Words.Phrases;

/// <summary>A text as a page shows it: where it is in another language than the page, readers are told so (WCAG 3.1.2).</summary>
/// <param name="Text">The text.</param>
/// <param name="Language">Its language where that is not the page's; null: it is.</param>
internal sealed record Said(string Text, string? Language = null) : IHtmlContent
{
    /// <inheritdoc/>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        if (Language is null)
        {
            encoder.Encode(writer, Text);
            return;
        }

        writer.Write($"<span lang=\"{Language}\">");
        encoder.Encode(writer, Text);
        writer.Write("</span>");
    }
}
