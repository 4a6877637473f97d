namespace SdkNode.Envelope.Identifiers;

/// <summary>Domain names as participant identifiers carry them: ASCII labels, internationalised ones in their <c>xn--</c> form.</summary>
internal static class DomainNames
{
    /// <summary>What is wrong with a name; null when it is right.</summary>
    public static string? Explain(ReadOnlySpan<char> name)
    {
        if (name.Length > 253)
        {
            return "it is longer than 253 characters";
        }

        var labels = 0;
        var lastIsNumeric = false;
        foreach (var range in name.Split('.'))
        {
            var label = name[range];
            if (ExplainLabel(label) is { } wrong)
            {
                return wrong;
            }

            lastIsNumeric = !label.ContainsAnyExceptInRange('0', '9');
            labels++;
        }

        return labels < 2 ? "it has no dot" : lastIsNumeric ? "its last label is a number" : null;
    }

    private static string? ExplainLabel(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > 63)
        {
            return "a label between its dots is empty or longer than 63 characters";
        }

        foreach (var letter in label)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '-')
            {
                return "it holds a character other than letters a-z, digits and hyphen (write å, ä and ö in the xn-- form)";
            }
        }

        return label[0] == '-' || label[^1] == '-' ? "a label begins or ends with a hyphen" : null;
    }
}
