using SdkNode.Node.Configuration;
using SdkNode.Node.Keys;
using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages.Admin;

/// <summary>What one or two purposes of an environment have.</summary>
/// <param name="Number">Its number on the page.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Purpose">A name of <see cref="KeyPurposes"/>.</param>
/// <param name="Participant">The participant; empty for the access point's.</param>
/// <param name="Title">The participant's name.</param>
/// <param name="Keys">What there is; retired ones are left out.</param>
/// <param name="IsDue">Whether somebody should order one now.</param>
internal sealed record CertificatePlace(int Number, string Environment, string Purpose, string Participant, string Title, IReadOnlyList<KeyLine> Keys, bool IsDue)
{
    /// <summary>Where it is renewed.</summary>
    public string Path => PathOf(Environment, Purpose, Participant);

    /// <summary>Where the keys of a purpose are renewed.</summary>
    public static string PathOf(string environment, string purpose, string participant) =>
        $"/admin/certificates/renew?environment={Uri.EscapeDataString(environment)}&purpose={purpose}{(participant.Length == 0 ? "" : $"&participant={Uri.EscapeDataString(participant)}")}";
}

/// <summary>The node's own certificates, and where each is renewed.</summary>
internal sealed class CertificatesModel : ConsolePage
{
    /// <summary>What there is, and what should be.</summary>
    public IReadOnlyList<CertificatePlace> Places { get; private set; } = [];

    /// <summary>The page.</summary>
    public async Task OnGetAsync()
    {
        var setup = Get<NodeSetup>();
        var lines = KeyLine.All(setup, await Get<KeyStore>().ListAsync(Cancelled)).Where(key => key.Phase is not (KeyPhases.Retired or KeyPhases.GivenUp)).ToList();
        var wanted = setup.Environments.SelectMany(environment => (IEnumerable<(string Environment, string Purpose, string Participant, string Title)>)
        [
            (environment.Name, "ap", "", ""),
            (environment.Name, "tls", "", ""),
            .. environment.Participants.Select(participant => (environment.Name, "o2o", participant.Id.Value, participant.Name)),
        ]);
        Places = [.. wanted.Select((place, number) => Place(number, place.Environment, place.Purpose, place.Participant, place.Title, lines))];
    }

    /// <summary>How long is left.</summary>
    public string Left(DateTimeOffset to)
    {
        var days = (int)Math.Floor(Days(to));
        return days < 0 ? L["har gått ut", "has expired"] : days == 1 ? L["1 dag kvar", "1 day left"] : L[$"{days} dagar kvar", $"{days} days left"];
    }

    /// <summary>How much it matters: the alarms begin 60 days before the end.</summary>
    public string Tone(DateTimeOffset to) => Days(to) < 14 ? "bad" : Days(to) < KeyCheck.Soon.TotalDays ? "warn" : "ok";

    /// <summary>The keys of a participant, or of the access point, for one of these purposes.</summary>
    internal static IEnumerable<KeyLine> Of(IEnumerable<KeyLine> keys, string environment, string purpose, string participant) =>
        keys.Where(key => key.Environment == environment && key.Participant == participant && KeyPurposes.Overlap(key.Purposes, purpose));

    private double Days(DateTimeOffset to) => (to - Get<TimeProvider>().GetUtcNow()).TotalDays;

    // Each purpose by itself: of a pair one may have its successor and the other none.
    private CertificatePlace Place(int number, string environment, string purpose, string participant, string title, List<KeyLine> lines)
    {
        var keys = Of(lines, environment, purpose, participant).ToList();
        var covered = keys.Where(key => key.Phase is KeyPhases.Waiting or KeyPhases.Reserve or KeyPhases.Planned or KeyPhases.InUse && (key.ValidTo is not { } to || Days(to) >= KeyCheck.Soon.TotalDays));
        return new CertificatePlace(number, environment, purpose, participant, title, keys, KeyPurposes.Find(purpose)!.Except(covered.SelectMany(key => KeyPurposes.Parse(key.Purposes))).Any());
    }
}
