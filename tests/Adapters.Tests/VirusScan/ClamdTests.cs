using System.Security.Cryptography;
using SdkNode.Adapters.VirusScan;

namespace SdkNode.Adapters.Tests.VirusScan;

/// <summary>Against the real clamd.</summary>
public sealed class ClamdTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_real_clamd_answers_over_TCP_and_over_its_socket_file()
    {
        using var clamd = await ClamdProcess.StartAsync();
        Assert.Null(await clamd.OverTcp.PingAsync(Token));
        Assert.Null(await clamd.OverUnixSocket.PingAsync(Token));
        Assert.StartsWith("ClamAV ", (await clamd.OverUnixSocket.VersionAsync(Token)).Value, StringComparison.Ordinal);
        Assert.IsType<ScanVerdict.Clean>(await clamd.OverUnixSocket.ScanAsync(new MemoryStream("Hej"u8.ToArray()), Token));
    }

    [Fact]
    public async Task The_real_clamd_finds_its_test_file_wherever_the_chunks_are_cut()
    {
        using var clamd = await ClamdProcess.StartAsync();
        Assert.IsType<ScanVerdict.Clean>(await clamd.OverTcp.ScanAsync(Stream.Null, Token));
        var content = RandomNumberGenerator.GetBytes(300_000);
        Assert.IsType<ScanVerdict.Clean>(await clamd.OverTcp.ScanAsync(new MemoryStream(content), Token));

        Eicar.Octets.CopyTo(content, (64 * 1024) - 30);
        Assert.Equal(new ScanVerdict.Found(Eicar.Signature), await clamd.OverTcp.ScanAsync(new MemoryStream(content), Token));
        Assert.Equal(new ScanVerdict.Found(Eicar.Signature), await clamd.OverUnixSocket.ScanAsync(new MemoryStream(Eicar.Octets), Token));
    }

    [Fact]
    public async Task More_than_clamd_takes_is_a_fault_of_its_own_and_writing_goes_on_unharmed()
    {
        using var clamd = await ClamdProcess.StartAsync();
        foreach (var scanner in new[] { clamd.OverTcp, clamd.OverUnixSocket })
        {
            var verdict = await scanner.ScanAsync(new MemoryStream(new byte[16 * ClamdProcess.StreamMaxBytes]), Token);
            Assert.Equal(ScanFaultKind.TooLarge, Assert.IsType<ScanVerdict.Unavailable>(verdict).Fault.Kind);
        }
    }

    [Fact]
    public async Task Many_contents_are_scanned_at_once_and_none_gets_the_verdict_of_another()
    {
        using var clamd = await ClamdProcess.StartAsync();
        var scanner = clamd.OverTcp;
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            scanner.ScanAsync(new MemoryStream(i % 3 == 0 ? Eicar.Octets : RandomNumberGenerator.GetBytes(10_000)), Token)));
        Assert.All(verdicts.Index(), item => Assert.Equal(item.Index % 3 == 0 ? new ScanVerdict.Found(Eicar.Signature) : new ScanVerdict.Clean(), item.Item));
    }
}
