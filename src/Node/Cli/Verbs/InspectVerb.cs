using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Inspect;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode inspect FILE</c>: what a saved file is, and what holds of it.</summary>
internal static class InspectVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "An XHE envelope, a saved AS4 request or response, SMP metadata, an SDK message or a message receipt." };
        file.AcceptExistingOnly();
        var key = new Option<FileInfo[]>("--key") { Description = "A PKCS#12 or PEM file whose key may decrypt; may be repeated.", DefaultValueFactory = _ => [] };
        var password = new Option<string?>("--password") { Description = "The password of the key files." };
        var trust = new Option<string[]>("--trust") { Description = "A folder or file with trusted certificates (PEM or DER); may be repeated.", DefaultValueFactory = _ => [] };
        var at = new Option<string?>("--at") { Description = "The time at which certificates must be valid, such as 2026-11-23T12:00Z; left out: now." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("inspect", "Say what a file is, what is signed by whom, what verifies, what decrypts and which rules it breaks. Exit status 0: valid; 1: not valid.")
        {
            file, key, password, trust, at, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new InspectWish(parsed.GetValue(file)!.FullName, parsed.GetValue(key)!, parsed.GetValue(password), parsed.GetValue(trust)!, parsed.GetValue(at), parsed.GetValue(json)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(InspectWish wish, CancellationToken cancellationToken)
    {
        if (!TryClock(wish.At, out var clock) || Keys(wish) is not { } keys || Trust(wish) is not { } trust)
        {
            return 1;
        }

        using var tools = new InspectionTools(keys, trust, clock);
        var report = await new Inspector(tools).InspectAsync(() => File.OpenRead(wish.File), cancellationToken);
        if (wish.Json)
        {
            InspectionPrinter.AsJson(report, Console.Out);
        }
        else
        {
            InspectionPrinter.Text(report, Console.Out);
        }

        return report.IsValid ? 0 : 1;
    }

    private static bool TryClock(string? at, out TimeProvider clock)
    {
        clock = TimeProvider.System;
        if (at is null)
        {
            return true;
        }

        if (!DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            Console.Error.WriteLine($"--at {at} is no time. Write it as 2026-11-23T12:00Z.");
            return false;
        }

        clock = new FixedClock(time);
        return true;
    }

    private static List<KeyPair>? Keys(InspectWish wish)
    {
        var keys = new List<KeyPair>();
        foreach (var file in wish.Keys)
        {
            if (!KeyPair.Load(file.FullName, wish.Password).TryGet(out var pair, out var fault))
            {
                Console.Error.WriteLine($"--key {file.FullName}: {fault.Detail}");
                return null;
            }

            keys.Add(pair);
        }

        return keys;
    }

    private static List<X509Certificate2>? Trust(InspectWish wish)
    {
        var trust = new List<X509Certificate2>();
        foreach (var path in wish.Trust)
        {
            if (!CertificateFiles.LoadAll(path).TryGet(out var certificates, out var fault))
            {
                Console.Error.WriteLine($"--trust {path}: {fault.Detail}");
                return null;
            }

            trust.AddRange(certificates);
        }

        return trust;
    }

    private sealed record InspectWish(string File, FileInfo[] Keys, string? Password, string[] Trust, string? At, bool Json);

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
    }
}
