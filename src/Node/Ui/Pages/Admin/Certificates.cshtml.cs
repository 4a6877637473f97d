using SdkNode.Node.Configuration;
using SdkNode.Node.Keys;
using SdkNode.Node.Store.Rows;
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
    public string Path => $"/admin/certificates/renew?environment={Uri.EscapeDataString(Environment)}&purpose={Purpose}{(Participant.Length == 0 ? "" : $"&participant={Uri.EscapeDataString(Participant)}")}";
}

/// <summary>The node's own certificates, and where each is renewed.</summary>
internal sealed class CertificatesModel : ConsolePage
{
    /// <summary>When a new one should be ordered, in days before the end: the first alarm comes then.</summary>
    private const int Soon = 60;

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
    public string Tone(DateTimeOffset to) => Days(to) switch { < 14 => "bad", < Soon => "warn", _ => "ok" };

    private double Days(DateTimeOffset to) => (to - Get<TimeProvider>().GetUtcNow()).TotalDays;

    private CertificatePlace Place(int number, string environment, string purpose, string participant, string title, List<KeyLine> lines)
    {
        var keys = lines.Where(key => IsOf(key, environment, purpose, participant)).ToList();
        var isCovered = keys.Exists(key => key.Phase is KeyPhases.Waiting or KeyPhases.Reserve or KeyPhases.Planned or KeyPhases.InUse && (key.ValidTo is not { } to || Days(to) >= Soon));
        return new CertificatePlace(number, environment, purpose, participant, title, keys, !isCovered);
    }

    /// <summary>Whether a key is for one of the purposes there.</summary>
    internal static bool IsOf(KeyLine key, string environment, string purpose, string participant) =>
        key.Environment == environment && key.Participant == participant && AreOf(key.Purposes, purpose);

    /// <summary>Whether a key is for one of the purposes there.</summary>
    internal static bool IsOf(KeyRow key, string environment, string purpose, string participant) =>
        key.Environment == environment && key.Participant == participant && AreOf(key.Purposes, purpose);

    private static bool AreOf(string purposes, string purpose) => KeyPurposes.Parse(purposes).Intersect(KeyPurposes.Find(purpose)!).Any();
}
