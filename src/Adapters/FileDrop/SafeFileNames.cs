using System.Globalization;
using System.Text;

namespace SdkNode.Adapters.FileDrop;

/// <summary>
/// Makes the names of a message's files fit for a folder on any system. What a sender calls a file is only a wish: no paths, no
/// hidden or reserved names, nothing that shows otherwise than it is, at most 120 bytes, and no name twice.
/// </summary>
public sealed class SafeFileNames(params IEnumerable<string> reserved)
{
    private const int MostBytes = 120;
    private const int MostExtensionBytes = 20;

    private static readonly HashSet<string> s_devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. from device in (string[])["COM", "LPT"] from digit in "0123456789¹²³" select device + digit],
        StringComparer.OrdinalIgnoreCase);

    // Shares are often case-insensitive.
    private readonly HashSet<string> _taken = new(reserved, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _repeats = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name for the file that its sender calls <paramref name="wish"/>; <paramref name="number"/> names one that has no name left.</summary>
    public string Take(string wish, int number)
    {
        var name = Clean(wish[(wish.LastIndexOfAny(['/', '\\']) + 1)..]);
        var (stem, extension) = Split(name.Length == 0 ? $"file-{number + 1}" : name);
        stem = s_devices.Contains(stem.Split('.')[0].TrimEnd()) ? "_" + stem : stem;
        var first = Fit(stem, extension);
        var candidate = first;
        while (!_taken.Add(candidate))
        {
            // Counted by what is left after the cut: long names that begin alike must not be tried against each other one by one.
            var repeat = _repeats[first] = _repeats.GetValueOrDefault(first, 1) + 1;
            candidate = Fit(stem, $" ({repeat}){extension}");
        }

        return candidate;
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned:
                    break;
                case UnicodeCategory.SpaceSeparator:
                    clean.Append(' ');
                    break;
                default:
                    clean.Append("<>:\"|?*".Contains((char)rune.Value, StringComparison.Ordinal) && rune.IsAscii ? "_" : rune.ToString());
                    break;
            }
        }

        var name = clean.ToString().Normalize(NormalizationForm.FormC).TrimStart(' ').TrimEnd(' ', '.');
        return name.StartsWith('.') ? "_" + name[1..] : name;
    }

    private static (string Stem, string Extension) Split(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && Encoding.UTF8.GetByteCount(name.AsSpan(dot)) <= MostExtensionBytes ? (name[..dot], name[dot..]) : (name, "");
    }

    private static string Fit(string stem, string ending)
    {
        var room = MostBytes - Encoding.UTF8.GetByteCount(ending);
        var kept = 0;
        foreach (var rune in stem.EnumerateRunes())
        {
            if ((room -= rune.Utf8SequenceLength) < 0)
            {
                break;
            }

            kept += rune.Utf16SequenceLength;
        }

        return (ending.Length > 0 ? stem[..kept] : stem[..kept].TrimEnd(' ', '.')) + ending;
    }
}
