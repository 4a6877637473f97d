using Microsoft.Net.Http.Headers;

namespace SdkNode.Node.Ui.Words;

/// <summary>The language that a page is written in: Swedish unless somebody chose English, or has a browser that speaks English and no Swedish.</summary>
internal sealed class Language
{
    /// <summary>The cookie that remembers the choice.</summary>
    public const string Cookie = "sdknode-language";

    /// <summary>Swedish.</summary>
    public static Language Swedish { get; } = new("sv");

    /// <summary>English.</summary>
    public static Language English { get; } = new("en");

    private Language(string code) => Code = code;

    /// <summary>The code of RFC 5646.</summary>
    public string Code { get; }

    /// <summary>The other one.</summary>
    public Language Other => this == Swedish ? English : Swedish;

    /// <summary>A text, in the two languages side by side.</summary>
    public string this[string swedish, string english] => this == Swedish ? swedish : english;

    /// <summary>The language of a request.</summary>
    public static Language Of(HttpContext context) => context.Request.Cookies[Cookie] switch
    {
        "sv" => Swedish,
        "en" => English,
        _ => Preferred(context.Request.Headers.AcceptLanguage.ToString()),
    };

    private static Language Preferred(string accepted)
    {
        if (accepted.Length > 200 || !StringWithQualityHeaderValue.TryParseList([accepted], out var values))
        {
            return Swedish;
        }

        var known = values.OrderByDescending(value => value.Quality ?? 1).Select(value => value.Value.Value?.Split('-')[0]).FirstOrDefault(code => code is "sv" or "en" or "nb" or "nn" or "no" or "da");
        return known == "en" ? English : Swedish;
    }
}
