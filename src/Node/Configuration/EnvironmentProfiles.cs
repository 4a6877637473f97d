using Microsoft.Extensions.Configuration;

namespace SdkNode.Node.Configuration;

/// <summary>
/// The federation's environments ready made: everything that SPEC calls a setting per environment, but for the SML zone, the identity and
/// the trust anchors, which an administrator brings. A profile stands below the settings file: what the file says counts.
/// </summary>
internal static class EnvironmentProfiles
{
    /// <summary>The profile of the environment where the messages are real.</summary>
    public const string Production = "prod";

    private static readonly (string Name, string Federation)[] s_profiles =
    [
        ("open-test", "urn:fdc:digg.se:edelivery:federation:test"),
        ("qa", "urn:fdc:digg.se:edelivery:federation:sdk"),
        (Production, "urn:fdc:digg.se:edelivery:federation:sdk"),
    ];

    // The same in all three: written out so that "config show" tells what is in effect, and a change of a default changes no federation's node.
    private static readonly (string Key, string Value)[] s_common =
    [
        ("TransportProfiles:0", "digg-transport-as4-v1_0"),
        ("TransportModels:0", "tm-base-ext-sigenc"),
        ("MetadataCacheTime", "01:00:00"),
        ("MetadataExtraTransform", "true"),
        ("Trust:AccessPoint:Revocation", "Hard"),
        ("Trust:Smp:Revocation", "Soft"),
        ("Trust:Tls:Revocation", "Soft"),
        ("Trust:O2O:Revocation", "Hard"),
        ("Transport:Compression", "WhenItPays"),
        ("Transport:SecurityTimestamp", "false"),
        ("Transport:ClockSkew", "00:05:00"),
        ("Transport:EnvelopeCipher", "aes256-cbc"),
        ("Transport:EnvelopeKeyTransport", "rsa-oaep-mgf1p"),
        ("Transport:ConversationId", "XheId"),
        ("Transport:PartyType", "urn:fdc:digg.se:edelivery:transportprofile:as4:partytype:ap"),
        ("Transport:InitiatorRole", "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/initiator"),
        ("Transport:ResponderRole", "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/responder"),
        ("Transport:PartyPropertyType", "iso6523-actorid-upis"),
        ("Transport:ContentId", "message"),
        ("Transport:PayloadMimeType", "text/xml"),
        ("Transport:DuplicateDays", "30"),
        ("Retry:Attempts", "5"),
        ("Retry:Span", "04:00:00"),
        ("MessageReceiptWarning", "04:00:00"),
        ("MessageReceiptTimeout", "1.00:00:00"),
        ("Limits:MaxMessageBytes", "36700160"),
        ("Limits:MaxOutgoingMessageBytes", "30000000"),
    ];

    /// <summary>The profiles' names.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. s_profiles.Select(profile => profile.Name)];

    /// <summary>The values that profiles put below what is written.</summary>
    /// <param name="written">The settings as written.</param>
    /// <param name="faults">Takes profiles that do not exist.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Below(IConfiguration written, List<ConfigurationFault> faults)
    {
        var below = new List<KeyValuePair<string, string?>>();
        foreach (var environment in written.GetSection("Environments").GetChildren())
        {
            if (environment["Profile"] is not { } profile)
            {
                continue;
            }

            if (Array.Find(s_profiles, known => known.Name == profile).Federation is not { } federation)
            {
                faults.Add(new($"{environment.Path}:Profile", profile, "There is no such profile.", $"Use {string.Join(", ", Names)}, or leave it out and describe the environment."));
                continue;
            }

            below.AddRange([new($"{environment.Path}:Name", profile), new($"{environment.Path}:Federation", federation)]);

            // A list that is written replaces the profile's: the two would else be mixed place by place.
            below.AddRange(s_common.Where(common => !common.Key.EndsWith(":0", StringComparison.Ordinal) || !environment.GetSection(common.Key[..^2]).GetChildren().Any())
                .Select(common => new KeyValuePair<string, string?>($"{environment.Path}:{common.Key}", common.Value)));
        }

        return below;
    }
}
