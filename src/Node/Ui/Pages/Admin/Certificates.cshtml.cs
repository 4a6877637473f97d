using SdkNode.Node.Configuration;
using SdkNode.Node.Keys;
using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages.Admin;

/// <summary>The node's own certificates.</summary>
internal sealed class CertificatesModel : ConsolePage
{
    /// <summary>The keys.</summary>
    public IReadOnlyList<KeyLine> Keys { get; private set; } = [];

    /// <summary>The page.</summary>
    public async Task OnGetAsync() => Keys = KeyLine.All(Get<NodeSetup>(), await Get<KeyStore>().ListAsync(Cancelled));

    /// <summary>How long is left.</summary>
    public string Left(DateTimeOffset to)
    {
        var days = (int)Math.Floor((to - Get<TimeProvider>().GetUtcNow()).TotalDays);
        return days < 0 ? L["har gått ut", "has expired"] : L[$"{days} dagar kvar", $"{days} days left"];
    }

    /// <summary>How much it matters: the alarms begin 60 days before the end.</summary>
    public string Tone(DateTimeOffset to) => (to - Get<TimeProvider>().GetUtcNow()).TotalDays switch { < 14 => "bad", < 60 => "warn", _ => "ok" };
}
