namespace SdkNode.As4.Messages;

/// <summary>Makes MessageIds (AS4-2).</summary>
public static class As4MessageIds
{
    /// <summary>A new id, RFC 5322 local@domain: a random part, and the party id as the domain.</summary>
    public static string New(string partyId)
    {
        ArgumentException.ThrowIfNullOrEmpty(partyId);
        var domain = string.Concat(partyId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? char.ToLowerInvariant(c) : '-'));
        return $"{Guid.NewGuid()}@{domain}";
    }
}
