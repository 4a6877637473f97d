namespace SdkNode.Node.Configuration;

/// <summary>Checks the settings of who may use the API; all faults at once.</summary>
internal static class ApiTokenChecks
{
    /// <summary>The longest that an access token may count (API-1).</summary>
    public static TimeSpan MostLifetime { get; } = TimeSpan.FromMinutes(30);

    /// <summary>What is wrong with the embedded server's settings.</summary>
    public static IEnumerable<ConfigurationFault> Check(string key, ApiTokenOptions options)
    {
        if (options.Lifetime < TimeSpan.FromMinutes(1) || options.Lifetime > MostLifetime)
        {
            yield return new($"{key}:Lifetime", $"{options.Lifetime}", "It is out of range.", "Use 1 to 30 minutes (API-1); the default is 10.");
        }

        if (options.PublicAddress is { } address && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Query.Length == 0 && uri.Fragment.Length == 0))
        {
            yield return new($"{key}:PublicAddress", address, "It is no address of a web server.", "Write it as https://sdk.kristinehamn.se.");
        }
    }

    /// <summary>What is wrong with the issuers, each bound to one of <paramref name="participants"/>.</summary>
    public static IEnumerable<ConfigurationFault> Check(string key, IReadOnlyList<ApiIssuerOptions> issuers, IReadOnlyList<ParticipantOptions> participants)
    {
        foreach (var twice in issuers.GroupBy(issuer => (issuer.Issuer, issuer.Audience)).Where(group => group.Count() > 1))
        {
            yield return new(key, $"{twice.Key.Issuer} {twice.Key.Audience}", "The same issuer and audience stand twice.", "Let each participant have an audience of its own.");
        }

        for (var i = 0; i < issuers.Count; i++)
        {
            foreach (var fault in Check($"{key}:{i}", issuers[i], participants))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<ConfigurationFault> Check(string key, ApiIssuerOptions issuer, IReadOnlyList<ParticipantOptions> participants)
    {
        if (issuer.Issuer.Length == 0)
        {
            yield return new($"{key}:Issuer", null, "It is missing.", "Give the claim iss of the tokens, exactly as the server's metadata has it.");
        }
        else if (!Api.Authorization.GuardedDocuments.IsSafe(issuer.Metadata))
        {
            yield return new($"{key}:{(issuer.MetadataAddress is null ? "Issuer" : "MetadataAddress")}", issuer.Metadata, "Keys are fetched by https only (http on this machine).", "Give an https address.");
        }

        if (issuer.Audience.Length == 0)
        {
            yield return new($"{key}:Audience", null, "It is missing.", "Give the claim aud of the tokens that are for this node and participant.");
        }

        if (!participants.Any(known => known.Environment == issuer.Environment && known.Id.Equals(issuer.Participant, StringComparison.OrdinalIgnoreCase)))
        {
            yield return new($"{key}:Participant", $"{issuer.Participant} in {issuer.Environment}", "There is no such participant in the settings.", $"Use one of: {string.Join(", ", participants.Select(known => $"{known.Id} in {known.Environment}"))}.");
        }
    }
}
