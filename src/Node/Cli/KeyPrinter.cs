using SdkNode.Node.Cli.Control;
using SdkNode.Node.Keys;

namespace SdkNode.Node.Cli;

/// <summary>Keys on the terminal.</summary>
internal static class KeyPrinter
{
    /// <summary>The largest file with a key or certificates, octets.</summary>
    public const int MaxFileBytes = 1024 * 1024;

    /// <summary>One key in two lines.</summary>
    public static void Line(KeyLine key)
    {
        var validity = key.ValidTo is { } end ? $", until {end:yyyy-MM-dd}" : "";
        Console.WriteLine($"{key.Name}  {key.Environment} {key.Purposes}{(key.Participant.Length == 0 ? "" : $" {key.Participant}")}: {Show(key.State)}{validity}");
        if (key.Subject is not null)
        {
            Console.WriteLine($"            {Show(key.Subject)}");
        }
    }

    /// <summary>One key with all that is known about it.</summary>
    public static void Details(KeyLine key)
    {
        Line(key);
        Console.WriteLine($"    issuer       {Show(key.Issuer ?? "-")}");
        Console.WriteLine($"    valid        {key.ValidFrom:yyyy-MM-dd HH:mm}Z to {key.ValidTo:yyyy-MM-dd HH:mm}Z");
        Console.WriteLine($"    fingerprint  {key.Fingerprint ?? "-"} (SHA-256)");
        Console.WriteLine($"    key          {(key.Bits is { } bits ? $"RSA {bits}" : "-")}, from the {key.Source}{(key.CreatedAt is { } at ? $", {at:yyyy-MM-dd HH:mm}Z by {Show(key.CreatedBy ?? "")}" : "")}");
        if (key.ActiveFrom is { } from)
        {
            Console.WriteLine($"    active from  {from:yyyy-MM-dd HH:mm}Z");
        }

        if (key.Request is { } request)
        {
            Console.WriteLine(request);
        }
    }

    /// <summary>What became of a change.</summary>
    public static int Done(KeyAnswer answer)
    {
        if (answer.Fault is { } fault)
        {
            Console.Error.WriteLine(Show($"{fault} {answer.Remedy}"));
            return 1;
        }

        if (answer.Key is { } key)
        {
            Line(key);
        }

        foreach (var note in answer.Notes)
        {
            Console.WriteLine(Show(note));
        }

        return 0;
    }

    /// <summary>A request that was made: into a file, or on the terminal alone, so that it can be piped.</summary>
    public static int Requested(KeyAnswer answer, string? file)
    {
        if (answer.Fault is not null)
        {
            return Done(answer);
        }

        if (file is null)
        {
            Console.WriteLine(answer.Key!.Request);
            Console.Error.WriteLine($"{answer.Key.Name}: {string.Join(' ', answer.Notes)}");
            return 0;
        }

        try
        {
            File.WriteAllText(file, answer.Key!.Request + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{e.Message} The key is made; print its request with: sdknode certs show {answer.Key!.Name}");
            return 1;
        }

        return Done(answer with { Notes = [$"The request is in {file}.", .. answer.Notes] });
    }

    private static string Show(string text) => TerminalText.Printable(text);
}
