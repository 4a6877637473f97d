using System.Security.Cryptography;
using System.Text;
using SdkNode.Adapters.VirusScan;

namespace SdkNode.Adapters.Tests.VirusScan;

/// <summary>Against a clamd that misbehaves.</summary>
public sealed class ClamdFaultTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_written_in_any_pieces_arrives_whole()
    {
        byte[]? received = null;
        await using var clamd = new ScriptedClamd(async (stream, cancellationToken) =>
        {
            received = await ScriptedClamd.ReadContentAsync(stream, cancellationToken);
            await stream.WriteAsync("stream: OK\0"u8.ToArray(), cancellationToken);
        });
        var content = RandomNumberGenerator.GetBytes(200_000);
        await using var scan = await clamd.Scanner().BeginAsync(Token);
        for (var offset = 0; offset < content.Length; offset += 777)
        {
            await scan.WriteAsync(content.AsMemory(offset, Math.Min(777, content.Length - offset)), Token);
        }

        Assert.IsType<ScanVerdict.Clean>(await scan.FinishAsync(Token));
        Assert.IsType<ScanVerdict.Clean>(await scan.FinishAsync(Token));
        Assert.Equal(content, received);
    }

    [Fact]
    public async Task A_verdict_that_comes_before_the_end_of_the_content_is_read_and_the_rest_is_not_sent()
    {
        await using var clamd = new ScriptedClamd((stream, cancellationToken) => stream.WriteAsync("stream: Bad.Thing FOUND\0"u8.ToArray(), cancellationToken).AsTask());
        Assert.Equal(new ScanVerdict.Found("Bad.Thing"), await ScanAsync(clamd, megabytes: 20));
    }

    [Fact]
    public async Task A_clean_verdict_counts_only_for_all_of_the_content()
    {
        await using var clamd = new ScriptedClamd((stream, cancellationToken) => stream.WriteAsync("stream: OK\0"u8.ToArray(), cancellationToken).AsTask());
        AssertFault(ScanFaultKind.Protocol, await ScanAsync(clamd, megabytes: 20));
    }

    [Theory]
    [InlineData("INSTREAM size limit exceeded. ERROR\0", ScanFaultKind.TooLarge)]
    [InlineData("COMMAND READ TIMED OUT\0", ScanFaultKind.TimedOut)]
    [InlineData("stream: Can't allocate memory ERROR\0", ScanFaultKind.Protocol)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", ScanFaultKind.Protocol)]
    [InlineData("stream:  FOUND\0", ScanFaultKind.Protocol)]
    [InlineData("stream: OK and more\0", ScanFaultKind.Protocol)]
    [InlineData("", ScanFaultKind.Protocol)]
    [InlineData("\0", ScanFaultKind.Protocol)]
    public async Task Whatever_is_no_verdict_is_a_named_fault(string reply, ScanFaultKind kind)
    {
        await using var clamd = ScriptedClamd.Answering(reply);
        AssertFault(kind, await ScanAsync(clamd));
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        await using var clamd = ScriptedClamd.Answering(new string('x', 100_000));
        AssertFault(ScanFaultKind.Protocol, await ScanAsync(clamd));
    }

    [Fact]
    public async Task The_name_of_a_signature_is_made_fit_for_logs()
    {
        await using var clamd = ScriptedClamd.Answering($"stream: Evil\r\n\u001b[31m{new string('é', 500)} FOUND\0");
        var found = Assert.IsType<ScanVerdict.Found>(await ScanAsync(clamd));
        Assert.Equal(100, found.Signature.Length);
        Assert.StartsWith("Evil???[31m?", found.Signature, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scanner_that_hangs_up_at_once_is_a_fault_and_no_exception()
    {
        await using var clamd = new ScriptedClamd(async (stream, cancellationToken) =>
        {
            await stream.ReadExactlyAsync(new byte[10], cancellationToken);
            stream.Socket.LingerState = new(enable: true, seconds: 0);
        });
        AssertFault(ScanFaultKind.Protocol, await ScanAsync(clamd, megabytes: 20));
    }

    [Fact]
    public async Task A_scanner_that_takes_nothing_and_one_that_says_nothing_are_given_up_in_time()
    {
        await using var stuck = new ScriptedClamd((_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken));
        AssertFault(ScanFaultKind.TimedOut, await ScanAsync(stuck, megabytes: 20, Soon));
        await using var silent = new ScriptedClamd(async (stream, cancellationToken) =>
        {
            await ScriptedClamd.ReadContentAsync(stream, cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        AssertFault(ScanFaultKind.TimedOut, await ScanAsync(silent, idle: Soon));
    }

    [Fact]
    public async Task A_scanner_that_is_not_there_is_a_fault_and_no_exception()
    {
        var gone = new ScriptedClamd((_, _) => Task.CompletedTask);
        var tcp = gone.Address;
        await gone.DisposeAsync();
        using var folder = new TemporaryFolder();
        foreach (var address in new[] { tcp, $"unix:{folder.PathOf("clamd.sock")}" })
        {
            var scanner = new ClamdScanner(new ClamdOptions(ClamdAddress.Parse(address).Value!), TimeProvider.System);
            AssertFault(ScanFaultKind.Unreachable, await scanner.ScanAsync(new MemoryStream(new byte[100]), Token));
            Assert.Equal(ScanFaultKind.Unreachable, (await scanner.PingAsync(Token))!.Kind);
            Assert.Equal(ScanFaultKind.Unreachable, (await scanner.VersionAsync(Token)).Fault!.Kind);
        }
    }

    [Fact]
    public async Task Something_else_than_clamd_does_not_pass_for_it()
    {
        await using var other = new ScriptedClamd((stream, cancellationToken) => stream.WriteAsync(Encoding.ASCII.GetBytes("220 mail.example ESMTP\r\n\0"), cancellationToken).AsTask());
        Assert.Equal(ScanFaultKind.Protocol, (await other.Scanner().PingAsync(Token))!.Kind);
    }

    [Fact]
    public async Task A_scan_that_is_given_up_leaves_nothing_behind()
    {
        await using var clamd = ScriptedClamd.Answering("stream: OK\0");
        var scan = await clamd.Scanner().BeginAsync(Token);
        await scan.WriteAsync(new byte[100_000], Token);
        await scan.DisposeAsync();
        await scan.DisposeAsync();
    }

    [Theory]
    [InlineData("localhost:3310", true)]
    [InlineData("127.0.0.1:3310", true)]
    [InlineData("[::1]:3310", true)]
    [InlineData("unix:/run/clamav/clamd.ctl", true)]
    [InlineData("unix:clamd.ctl", false)]
    [InlineData("localhost", false)]
    [InlineData("localhost:0", false)]
    [InlineData("localhost:70000", false)]
    [InlineData("two words:3310", false)]
    [InlineData(":3310", false)]
    public void Addresses_are_host_and_port_or_a_socket_file(string text, bool valid) => Assert.Equal(valid, ClamdAddress.Parse(text).IsOk);

    private static async Task<ScanVerdict> ScanAsync(ScriptedClamd clamd, int megabytes = 0, TimeSpan? idle = null) =>
        await clamd.Scanner(idle).ScanAsync(new MemoryStream(new byte[(megabytes * 1024 * 1024) + 1000]), Token);

    private static void AssertFault(ScanFaultKind kind, ScanVerdict verdict) => Assert.Equal(kind, Assert.IsType<ScanVerdict.Unavailable>(verdict).Fault.Kind);
}
