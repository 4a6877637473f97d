using SdkNode.Security;

namespace SdkNode.Adapters.VirusScan;

/// <summary>Asks ClamAV's daemon over its own protocol. Every content has a connection of its own, so any number may be scanned at once.</summary>
public sealed class ClamdScanner(ClamdOptions options, TimeProvider clock)
{
    /// <summary>Begins to scan a content. Never fails: a scanner that can't be reached shows in the verdict.</summary>
    public async Task<ContentScan> BeginAsync(CancellationToken cancellationToken)
    {
        var opened = await ClamdConnection.OpenAsync(options, clock, cancellationToken);
        if (!opened.TryGet(out var connection, out var fault))
        {
            return new ContentScan(fault);
        }

        if (await connection.SendAsync("zINSTREAM\0"u8.ToArray(), cancellationToken) is { } refused)
        {
            connection.Dispose();
            return new ContentScan(refused);
        }

        return new ContentScan(connection);
    }

    /// <summary>Scans all of a stream, such as a payload that is not understood (MSG-14).</summary>
    public async Task<ScanVerdict> ScanAsync(Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        await using var scan = await BeginAsync(cancellationToken);
        await content.CopyToAsync(scan, cancellationToken);
        return await scan.FinishAsync(cancellationToken);
    }

    /// <summary>Null when clamd answers, else why it does not.</summary>
    public async Task<ScanFault?> PingAsync(CancellationToken cancellationToken)
    {
        var answer = await CommandAsync("zPING\0"u8.ToArray(), cancellationToken);
        return !answer.TryGet(out var text, out var fault) ? fault
            : text == "PONG" ? null
            : new ScanFault(ScanFaultKind.Protocol, $"What answers at {options.Address} is not clamd: {ClamdReply.Printable(text)}");
    }

    /// <summary>Version, signature database and its date, as clamd tells them; printable ASCII, at most 100 characters.</summary>
    public async Task<Result<string, ScanFault>> VersionAsync(CancellationToken cancellationToken)
    {
        var answer = await CommandAsync("zVERSION\0"u8.ToArray(), cancellationToken);
        return answer.TryGet(out var text, out var fault) ? ClamdReply.Printable(text) : fault;
    }

    private async Task<Result<string, ScanFault>> CommandAsync(byte[] command, CancellationToken cancellationToken)
    {
        var opened = await ClamdConnection.OpenAsync(options, clock, cancellationToken);
        if (!opened.TryGet(out var connection, out var fault))
        {
            return fault;
        }

        using (connection)
        {
            return await connection.SendAsync(command, cancellationToken) is { } refused
                ? refused
                : await connection.WaitAsync(connection.ReadReplyAsync(cancellationToken), cancellationToken);
        }
    }
}
