using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Demo;

/// <summary>The commands of a demo that stays up.</summary>
internal sealed class DemoPrompt(DemoRun run, DemoScreen screen, TimeProvider clock)
{
    private const string Help = "Commands: send [FILE]…, stop a|b, start a|b, messages, issue a|b ap|tls|o2o FILE, help, quit";

    private readonly DemoIssuer _issuer = new(run.Services);

    /// <summary>Reads commands until quit or the end of the input.</summary>
    public async Task RunAsync(TextReader input, CancellationToken cancellationToken)
    {
        screen.Plain("");
        screen.Plain(Help);
        screen.Plain($"Or from another terminal: sdknode send --config {run.A.SettingsPath} --from {run.A.Party.Participant} --to {run.B.Party.Participant} --function {run.B.Party.Function} FILE…");
        while (!cancellationToken.IsCancellationRequested && await input.ReadLineAsync(cancellationToken) is { } line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words is ["quit" or "exit"])
            {
                return;
            }

            await DoAsync(words, cancellationToken);
        }
    }

    private async Task DoAsync(string[] words, CancellationToken cancellationToken)
    {
        switch (words)
        {
            case []:
                break;
            case ["send", .. var files]:
                await SendAsync(files, cancellationToken);
                break;
            case ["stop", var letter] when Find(letter) is { IsRunning: true } running:
                await running.StopAsync();
                screen.Step($"Node {letter} is stopped.");
                break;
            case ["start", var letter] when Find(letter) is { IsRunning: false } stopped:
                await stopped.StartAsync(cancellationToken);
                screen.Step($"Node {letter} runs.");
                break;
            case ["issue", var letter, var purpose, var file] when Find(letter) is { } owner:
                screen.Plain(await _issuer.IssueAsync(owner, purpose, file, cancellationToken));
                break;
            case ["messages"]:
                await ListAsync(cancellationToken);
                break;
            default:
                screen.Plain(Help);
                break;
        }
    }

    private async Task SendAsync(string[] files, CancellationToken cancellationToken)
    {
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            screen.Plain($"There is no file {missing}.");
            return;
        }

        if (!run.A.IsRunning)
        {
            screen.Plain("Node a is stopped; start it first.");
            return;
        }

        using var message = DemoMessage.Make(run.A.Party, run.B.Party, files, clock);
        if (await run.SendAsync(message, screen, cancellationToken) is { } sent)
        {
            var limit = run.B.IsRunning ? TimeSpan.FromSeconds(30) : TimeSpan.FromSeconds(3);
            var end = await run.FollowAsync(sent, limit, screen, cancellationToken);
            screen.Step($"{sent.XheId}: {end?.Status.Code()}{(end is { } row && !row.Status.IsFinal() ? ". It goes on by itself; \"messages\" shows where it is." : "")}");
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        foreach (var node in new[] { run.A, run.B }.Where(node => node.IsRunning))
        {
            screen.Plain($"{node.Party.Name}:");
            foreach (var row in await node.Store.ListAsync(20, receipts: false, cancellationToken))
            {
                var last = (await node.Store.EventsAsync(row.Id, cancellationToken))[^1];
                screen.Plain($"  {(row.Direction == Direction.Outgoing ? "out" : "in ")} {row.XheId} {row.Status.Code()}: {last.Detail}");
            }
        }
    }

    private DemoNode? Find(string letter) => letter switch { "a" => run.A, "b" => run.B, _ => null };
}
