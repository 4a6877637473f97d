using SdkNode.Node.Partners;

namespace SdkNode.Node.Cli;

/// <summary>Prints what is known of partners.</summary>
internal static class PartnersPrinter
{
    /// <summary>Prints a list; 0.</summary>
    public static int Print(IReadOnlyList<PartnerLine> partners, bool json)
    {
        if (json)
        {
            StepsPrinter.PrintJson(partners);
            return 0;
        }

        if (partners.Count == 0)
        {
            Console.WriteLine("No message was exchanged with anybody yet.");
        }

        foreach (var partner in partners)
        {
            Console.WriteLine($"{(partner.IsFailing ? "[FAIL]" : "[ ok ]")} {partner.Environment}  {TerminalText.Printable(partner.Party)}  sent {Times(partner.Sent, partner.SentAt)}  received {Times(partner.Received, partner.ReceivedAt)}");
            if (partner.IsFailing)
            {
                Console.WriteLine($"       {TerminalText.Printable(partner.PingFault ?? partner.Fault ?? "")}");
            }
        }

        return 0;
    }

    /// <summary>Prints one; 1 when there is none.</summary>
    public static int Print(string name, IReadOnlyList<PartnerView> found, bool json)
    {
        if (json)
        {
            StepsPrinter.PrintJson(found);
        }
        else if (found.Count == 0)
        {
            Console.Error.WriteLine($"No access point \"{TerminalText.Printable(name)}\" was met, and none with such a participant. sdknode partners list shows all; sdknode lookup PARTICIPANT asks the directory.");
        }
        else
        {
            foreach (var view in found)
            {
                Print(view);
            }
        }

        return found.Count == 0 ? 1 : 0;
    }

    private static void Print(PartnerView view)
    {
        var partner = view.Partner;
        Console.WriteLine($"{TerminalText.Printable(partner.Party)} in {partner.Environment}, first met {partner.FirstAt:yyyy-MM-dd HH:mm}Z");
        Console.WriteLine($"  participant: {TerminalText.Printable(partner.Participant ?? "-")} (the last that was met)");
        Console.WriteLine($"  endpoint:    {TerminalText.Printable(partner.Endpoint ?? "-")}");
        Console.WriteLine($"  sent:        {Times(partner.Sent, partner.SentAt)}");
        Console.WriteLine($"  received:    {Times(partner.Received, partner.ReceivedAt)}");
        Console.WriteLine($"  test service: {(partner.PingedAt is { } pinged ? $"{pinged:yyyy-MM-dd HH:mm:ss}Z {(partner.PingFault is { } silent ? TerminalText.Printable(silent) : "answered")}" : "not called")}");
        Console.WriteLine($"  faults:      {Times(partner.Faults, partner.FaultAt)}");
        if (partner.Fault is { } fault)
        {
            Console.WriteLine($"               {TerminalText.Printable(fault)}");
            Console.WriteLine($"               sdknode messages show {TerminalText.Printable(partner.FaultMessage ?? "")}");
        }

        foreach (var met in view.Certificates)
        {
            Console.WriteLine($"  {(met.Fault is null ? "[ ok ]" : "[FAIL]")} {met.Purpose} of {TerminalText.Printable(met.Holder)}: {TerminalText.Printable(met.Certificate)}");
            Console.WriteLine($"         met {met.MetAt:yyyy-MM-dd HH:mm}Z, {(met.JudgedAt is { } judged ? $"judged {judged:yyyy-MM-dd HH:mm}Z" : "not judged yet")}{(met.Fault is { } why ? $": {TerminalText.Printable(why)}" : "")}");
        }
    }

    private static string Times(long count, DateTimeOffset? at) => at is { } last ? $"{count} (last {last:yyyy-MM-dd HH:mm:ss}Z)" : "0";
}
