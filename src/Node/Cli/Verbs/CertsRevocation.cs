using System.CommandLine;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode certs revocation</c>: what the running node remembers of CRLs and OCSP, and how fresh it is.</summary>
internal static class CertsRevocation
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var config = SettingsOption.Create();
        var command = new Command("revocation", "What the running node remembers of CRLs and OCSP answers, ours and partners', and until when.") { config };
        command.SetAction((parsed, cancellationToken) => KeyAsking.AskAsync<List<KeptStatus>>(parsed.GetValue(config)!, node => node.GetAsync<List<KeptStatus>>("keys/revocation", cancellationToken), Print));
        return command;
    }

    private static int Print(List<KeptStatus> kept)
    {
        foreach (var status in kept.OrderBy(status => status.IsUsable).ThenBy(status => status.Source, StringComparer.Ordinal))
        {
            Console.WriteLine($"{(status.IsUsable ? "[ ok ]" : "[FAIL]")} {status.Kind} {TerminalText.Printable(status.Source)}{(status.Serial is null ? "" : $" about {status.Serial}")}");
            Console.WriteLine($"       {TerminalText.Printable(status.Detail)}; asked again after {status.Until:yyyy-MM-dd HH:mm:ss}Z");
        }

        if (kept.Count == 0)
        {
            Console.WriteLine("Nothing is remembered: no certificate was judged yet.");
        }

        return kept.TrueForAll(status => status.IsUsable) ? 0 : 1;
    }
}
