using SdkNode.Envelope.Identifiers;

namespace SdkNode.Node.Configuration;

/// <summary>Reads which participants are looked up at a place of the settings' choice, past DNS: for tests, and nowhere else.</summary>
internal static class SmpOverrides
{
    /// <summary>The SMP by participant; what is wrong is added to <paramref name="faults"/>.</summary>
    /// <param name="key">The environment's key.</param>
    /// <param name="options">The environment.</param>
    /// <param name="development">Whether the node runs in development.</param>
    /// <param name="faults">The faults so far.</param>
    public static IReadOnlyDictionary<ParticipantIdentifier, Uri> Read(string key, EnvironmentOptions options, bool development, List<ConfigurationFault> faults)
    {
        var places = new Dictionary<ParticipantIdentifier, Uri>();
        if (options.SmpOverrides.Count > 0 && !development && options.Profile is not ("open-test" or "qa"))
        {
            faults.Add(new($"{key}:SmpOverrides", null, "Participants are looked up past DNS in tests alone; where messages count, the directory decides (DIR-1).", "Take them out; or, in a test environment, name its Profile: open-test or qa."));
        }

        for (var i = 0; i < options.SmpOverrides.Count; i++)
        {
            var (at, option) = ($"{key}:SmpOverrides:{i}", options.SmpOverrides[i]);
            var isParticipant = ParticipantIdentifier.Parse(option.Participant).TryGet(out var participant, out _);
            if (!isParticipant)
            {
                faults.Add(new($"{at}:Participant", option.Participant, "It is no participant identifier (ID-2).", "Write it as 0203:kristinehamn.se."));
            }

            if (!Uri.TryCreate(option.Smp, UriKind.Absolute, out var smp) || smp.Scheme is not ("http" or "https") || smp.UserInfo.Length + smp.Query.Length + smp.Fragment.Length > 0)
            {
                faults.Add(new($"{at}:Smp", option.Smp, "It is no base address of an SMP.", "Write it as https://smp.example.se/."));
            }
            else if (isParticipant && !places.TryAdd(participant!, smp.AbsoluteUri.EndsWith('/') ? smp : new Uri(smp.AbsoluteUri + "/")))
            {
                faults.Add(new($"{at}:Participant", option.Participant, "It stands twice.", "Keep one."));
            }
        }

        return places;
    }
}
