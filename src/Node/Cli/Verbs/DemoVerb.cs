using System.CommandLine;
using System.Globalization;
using SdkNode.Node.Demo;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode demo</c>: a small federation on this machine, and a real message through it.</summary>
internal static class DemoVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "Stop after the message; exit 0 only if it was accepted." };
        var message = new Option<FileInfo>("--message") { Description = "An SDK message (XML) to send, readdressed to the demo's participants." };
        var attach = new Option<FileInfo[]>("--attach") { Description = "A file to send with the demo's own message; may be repeated.", DefaultValueFactory = _ => [] };
        var size = new Option<int?>("--size") { Description = "Send also random octets under a second document type, so many that the envelope has this many MB." };
        var output = new Option<DirectoryInfo?>("--out") { Description = "Write what crossed the wire, the metadata and the demo's keys into this folder." };
        var variables = new Option<FileInfo?>("--env") { Description = "For trying the API: send nothing, write addresses and names as shell variables into this file, and stay up until stopped." };
        message.AcceptExistingOnly();
        attach.AcceptExistingOnly();
        size.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 1000)
            {
                result.AddError("--size is 1 to 1000 MB.");
            }
        });
        var command = new Command("demo", "Start a small federation on this machine and send a real message from one municipality's node to another's.") { once, message, attach, size, output, variables };
        command.Validators.Add(result =>
        {
            if (result.GetResult(variables) is not null && new Option[] { once, message, attach, size, output }.Any(option => result.GetResult(option) is { Implicit: false }))
            {
                result.AddError("--env sends nothing; it stands alone.");
            }
        });
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(variables) is { } file ? ServeAsync(file.FullName, cancellationToken) : RunAsync(
            new DemoWish(parsed.GetValue(once), parsed.GetValue(message)?.FullName, [.. parsed.GetValue(attach)!.Select(file => file.FullName)], parsed.GetValue(size), parsed.GetValue(output)?.FullName),
            cancellationToken));
        return command;
    }

    private static async Task<int> ServeAsync(string variables, CancellationToken cancellationToken)
    {
        var screen = new DemoScreen(Console.Out);
        await using var run = await DemoRun.StartAsync(outFolder: null, screen, cancellationToken);
        using var file = DemoVariables.Write(variables, run);
        screen.Step($"Both nodes run; {variables} has their addresses. Stop with Ctrl+C.");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            screen.Step("Stopping.");
        }

        return 0;
    }

    private static async Task<int> RunAsync(DemoWish wish, CancellationToken cancellationToken)
    {
        var screen = new DemoScreen(Console.Out);
        await using var run = await DemoRun.StartAsync(wish.Out, screen, cancellationToken);
        var accepted = await MessageAsync(run, wish, screen, cancellationToken);
        if (wish.Size is { } megabytes)
        {
            accepted &= await BulkAsync(run, megabytes, screen, cancellationToken);
        }

        screen.Step(string.Create(CultureInfo.InvariantCulture, $"Peak working set of this process, both nodes and the federation's services in it: {DemoMemory.PeakWorkingSet() / 1_000_000.0:F0} MB; peak managed heap {DemoMemory.PeakHeap() / 1_000_000.0:F0} MB"));
        if (!wish.Once)
        {
            await new DemoInbox(run).FillAsync(cancellationToken);
            screen.Step($"Letters are in the mailboxes. Look at them in a browser: {run.A.ConsoleAddress} and {run.B.ConsoleAddress}");
            await new DemoPrompt(run, screen, TimeProvider.System).RunAsync(Console.In, cancellationToken);
        }

        return accepted ? 0 : 1;
    }

    private static async Task<bool> MessageAsync(DemoRun run, DemoWish wish, DemoScreen screen, CancellationToken cancellationToken)
    {
        DemoMessage? message;
        if (wish.Message is { } path)
        {
            var read = await DemoMessage.ReadAsync(path, run.A.Party, run.B.Party, TimeProvider.System, cancellationToken);
            if (!read.TryGet(out message, out var fault))
            {
                screen.Problem("The message cannot be sent:", fault.Details);
                return false;
            }
        }
        else
        {
            message = DemoMessage.Make(run.A.Party, run.B.Party, wish.Attach, TimeProvider.System);
        }

        using (message)
        {
            if (await run.SendAsync(message, screen, cancellationToken) is not { } sent)
            {
                return false;
            }

            var end = await run.FollowAsync(sent, TimeSpan.FromSeconds(60), screen, cancellationToken);
            if (wish.Out is { } folder)
            {
                await new DemoExport(run, folder).WriteAsync(sent, cancellationToken);
                screen.Step($"Written to {folder}; check it with: sdknode inspect FILE");
            }

            screen.Step($"The message {sent.XheId} ended {end?.Status.Code()}");
            return end?.Status == MessageStatus.Accepted;
        }
    }

    private static async Task<bool> BulkAsync(DemoRun run, int megabytes, DemoScreen screen, CancellationToken cancellationToken)
    {
        screen.Step($"Sending random octets in an envelope of {megabytes} MB");
        if (await run.SendBulkAsync(megabytes, screen, cancellationToken) is not { } sent)
        {
            return false;
        }

        var end = await run.FollowAsync(sent, TimeSpan.FromMinutes(5), screen, cancellationToken);
        screen.Step(string.Create(CultureInfo.InvariantCulture, $"The envelope of {end?.EnvelopeBytes / 1_000_000.0:F1} MB ended {end?.Status.Code()}"));
        return end?.Status == MessageStatus.Accepted;
    }

    private sealed record DemoWish(bool Once, string? Message, IReadOnlyList<string> Attach, int? Size, string? Out);
}
