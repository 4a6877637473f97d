using System.Text;
using System.Text.RegularExpressions;
using SdkNode.Security;

namespace SdkNode.Routing.Bdxl;

/// <summary>
/// DIR-1: the substitution of a NAPTR record (RFC 3402), written by others and so applied with care: linear time, no
/// look-around, the whole name or nothing, back references only to groups that exist.
/// </summary>
internal sealed class NaptrRegexp
{
    private const int MaxLength = 255; // A DNS character-string holds no more.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);

    private readonly Regex _pattern;
    private readonly string _replacement;
    private readonly char _delimiter;

    private NaptrRegexp(Regex pattern, string replacement, char delimiter) =>
        (_pattern, _replacement, _delimiter) = (pattern, replacement, delimiter);

    /// <summary>Reads <c>!pattern!replacement!</c>, with any delimiter and the flag i.</summary>
    public static Result<NaptrRegexp, RoutingFault> Parse(string text)
    {
        if (text.Length is < 3 or > MaxLength)
        {
            return Unsafe("its length is outside 3 to 255 characters");
        }

        if (!IsDelimiter(text[0]))
        {
            return Unsafe("its first character cannot be a delimiter");
        }

        if (Split(text) is not [var pattern, var replacement, var flags])
        {
            return Unsafe("it does not have the form !pattern!replacement!");
        }

        if (flags is not ("" or "i" or "I"))
        {
            return Unsafe("it has flags other than i");
        }

        return Compile(pattern, ignoreCase: flags.Length == 1) is { } compiled
            ? new NaptrRegexp(compiled, replacement, text[0])
            : Unsafe("its pattern is malformed or uses constructs that are not allowed");
    }

    /// <summary>Applies the substitution to the whole of <paramref name="name"/>.</summary>
    public Result<string, RoutingFault> Apply(string name)
    {
        Match match;
        try
        {
            match = _pattern.Match(name);
        }
        catch (RegexMatchTimeoutException)
        {
            return Unsafe("its pattern takes too long");
        }

        // A pattern that meets only a part of the name leaves open what becomes of the rest; implementations differ, so refuse.
        return match.Success && match.Length == name.Length
            ? Expand(match)
            : Unsafe("its pattern does not match the whole name");
    }

    private static RoutingFault Unsafe(string why) => RoutingFault.Definite(
        RoutingFaultKind.UnsafeRegexp,
        $"The regexp of the participant's NAPTR record was not applied: {why}.");

    private static bool IsDelimiter(char c) => c is > ' ' and < '\x7f' && !char.IsAsciiDigit(c) && c is not ('\\' or 'i' or 'I');

    /// <summary>The pieces after each delimiter that no backslash precedes.</summary>
    private static List<string> Split(string text)
    {
        var (pieces, start) = (new List<string>(), 1);
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == text[0])
            {
                pieces.Add(text[start..i]);
                start = i + 1;
            }
        }

        pieces.Add(text[start..]);
        return pieces;
    }

    private Result<string, RoutingFault> Expand(Match match)
    {
        var text = new StringBuilder(_replacement.Length);
        for (var i = 0; i < _replacement.Length; i++)
        {
            if (_replacement[i] != '\\')
            {
                text.Append(_replacement[i]);
                continue;
            }

            // Split never ends a piece on a lone backslash.
            var escaped = _replacement[++i];
            if (escaped is >= '1' and <= '9' && match.Groups[escaped - '0'] is { Success: true } group)
            {
                text.Append(group.Value);
            }
            else if (escaped == '\\' || escaped == _delimiter)
            {
                text.Append(escaped);
            }
            else
            {
                return Unsafe("its replacement has an escape without meaning, or refers to a group that the pattern lacks");
            }
        }

        return text.ToString();
    }

    private static Regex? Compile(string pattern, bool ignoreCase)
    {
        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            return new Regex(pattern, options, Limit);
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            // Malformed, look-around, a back reference inside the pattern, or too large an automaton.
            return null;
        }
    }
}
