using PdfSharp.Fonts;
using PdfSharp.Snippets.Font;

namespace SdkNode.Node.Ui.Pdf;

/// <summary>
/// The fonts of documents: one of this machine's that has the letters of many languages, where there is one; else that of the library.
/// They are embedded, so that a document looks the same for ever.
/// </summary>
internal sealed class PdfFonts : IFontResolver
{
    /// <summary>The family that documents name.</summary>
    public const string Family = "document";

    private const string Regular = "document-regular";
    private const string Bold = "document-bold";

    // Regular and bold, as Linux distributions and Windows have them.
    private static readonly (string Regular, string Bold)[] s_known =
    [
        ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"),
        ("/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf", "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans-Bold.ttf"),
        ("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf"),
        ("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf", "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf"),
        ("C:/Windows/Fonts/segoeui.ttf", "C:/Windows/Fonts/segoeuib.ttf"),
    ];

    private static readonly Lazy<bool> s_used = new(Use);

    private readonly SegoeWpFontResolver _own = new();
    private readonly (string Regular, string Bold)? _found = s_known.Where(pair => File.Exists(pair.Regular) && File.Exists(pair.Bold)).Select(pair => ((string, string)?)pair).FirstOrDefault();

    private PdfFonts()
    {
    }

    /// <summary>Lets the library use them; it asks once in a process.</summary>
    public static bool IsUsed => s_used.Value;

    /// <inheritdoc />
    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => _found is null
        ? _own.ResolveTypeface("Segoe WP", isBold, isItalic)
        : new FontResolverInfo(isBold ? Bold : Regular);

    /// <inheritdoc />
    public byte[]? GetFont(string faceName) => _found is { } found && faceName is Regular or Bold
        ? File.ReadAllBytes(faceName == Bold ? found.Bold : found.Regular)
        : _own.GetFont(faceName);

    private static bool Use()
    {
        GlobalFontSettings.FontResolver = new PdfFonts();
        return true;
    }
}
