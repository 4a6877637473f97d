using SdkNode.Node.Cli.Control;

namespace SdkNode.Node.Cli;

/// <summary>Prints what a search of the address book found.</summary>
internal static class AddressBookPrinter
{
    /// <summary>Two lines a functional address; 1 when nothing was found or the question was wrong.</summary>
    public static int Print(AddressBookAnswer answer)
    {
        if (answer.Fault is { } fault)
        {
            Console.Error.WriteLine(fault);
            return 1;
        }

        var several = answer.Copies.Count > 1;
        foreach (var line in answer.Lines)
        {
            var where = (several ? $"  [{line.Environment}]" : "") + (line.IsLocal ? "  (local entry)" : "");
            Console.WriteLine(TerminalText.Printable($"{line.Organization}{(line.Unit is null ? "" : $", {line.Unit}")}: {line.Function}{where}"));
            Console.WriteLine(TerminalText.Printable($"    {line.Participant}  {line.Address}"));
        }

        if (answer.Lines.Count == 0)
        {
            Console.WriteLine("Nothing was found.");
        }

        foreach (var copy in answer.Copies.Where(_ => answer.Lines.Count == 0))
        {
            Console.WriteLine(copy.SyncedAt is { } at
                ? $"{copy.Environment}: {copy.Addresses} functional addresses, synchronised {at:yyyy-MM-dd HH:mm}Z."
                : $"{copy.Environment}: {copy.Addresses} functional addresses of the node's own; no address book has been synchronised.");
        }

        return answer.Lines.Count > 0 ? 0 : 1;
    }
}
