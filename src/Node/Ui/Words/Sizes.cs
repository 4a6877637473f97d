using System.Globalization;

namespace SdkNode.Node.Ui.Words;

/// <summary>Sizes as people read them.</summary>
internal static class Sizes
{
    /// <summary>Octets, in kB or MB, with the language's decimal sign.</summary>
    public static string Of(long octets, Language language) => octets < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (octets + 500) / 1000)} kB")
        : string.Create(CultureInfo.GetCultureInfo(language.Code), $"{octets / 1_000_000.0:0.0} MB");
}
