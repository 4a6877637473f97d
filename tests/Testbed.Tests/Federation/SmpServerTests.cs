using System.Net;
using System.Text;
using SdkNode.Testbed.Federation;

namespace SdkNode.Testbed.Tests.Federation;

public sealed class SmpServerTests(FederationPki keys)
{
    private const string Group = "iso6523-actorid-upis%3A%3A0203%3Akristinehamn.example";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Service { get; } = $"{Group}/services/{Uri.EscapeDataString($"busdox-docid-qns::{FederationPki.Message}")}";

    [Fact, Rule("DIR-3.1")]
    public async Task Its_metadata_verifies_with_xmlsec1()
    {
        await using var federation = await keys.StartAsync(Token);
        using var http = new HttpClient();
        var metadata = await http.GetByteArrayAsync(new Uri(federation.Smp.Address, Service), Token);

        var verified = await VerifyAsync(metadata);

        Assert.True(verified.ExitCode == 0, verified.Error);
    }

    [Fact, Rule("DIR-3.4", Refuses = true)]
    public async Task Metadata_tampered_with_on_demand_does_not_verify_with_xmlsec1()
    {
        await using var federation = await keys.StartAsync(Token);
        federation.Smp.Fault = SmpFault.Tampered;
        using var http = new HttpClient();
        var metadata = await http.GetByteArrayAsync(new Uri(federation.Smp.Address, Service), Token);

        Assert.Contains("evil.example", Encoding.UTF8.GetString(metadata), StringComparison.Ordinal);
        Assert.NotEqual(0, (await VerifyAsync(metadata)).ExitCode);
    }

    [Fact, Rule("DIR-2.1")]
    public async Task The_list_of_a_participant_leads_to_its_metadata()
    {
        await using var federation = await keys.StartAsync(Token);
        using var http = new HttpClient();
        var list = await http.GetStringAsync(new Uri(federation.Smp.Address, Group), Token);

        Assert.Contains($"href=\"{new Uri(federation.Smp.Address, Service).AbsoluteUri}\"", list, StringComparison.Ordinal);
    }

    [Theory, Rule("DIR-2.3")]
    [InlineData("")]
    [InlineData("iso6523-actorid-upis%3A%3A0203%3Asomebody.example")]
    [InlineData(Group + "/services/busdox-docid-qns%3A%3Aurn%3Aother%3A%3Atm-base")]
    [InlineData(Group + "/services/x")]
    [InlineData(Group + "/services")]
    public async Task What_is_not_published_is_not_found(string path)
    {
        await using var federation = await keys.StartAsync(Token);
        using var http = new HttpClient();

        using var response = await http.GetAsync(new Uri(federation.Smp.Address, path), Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task What_is_no_longer_published_is_gone()
    {
        await using var federation = await keys.StartAsync(Token);
        using var http = new HttpClient();
        Assert.True(federation.Unpublish(FederationPki.Participant));

        using var response = await http.GetAsync(new Uri(federation.Smp.Address, Service), Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.False(federation.Unpublish(FederationPki.Participant));
    }

    private async Task<ProgramResult> VerifyAsync(byte[] metadata)
    {
        var folder = Directory.CreateTempSubdirectory("smp-");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "metadata.xml"), metadata, Token);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "root.pem"), keys.Pki.Smp.Root.ExportCertificatePem(), Token);
            return await ExternalProgram.RunAsync("xmlsec1", ["--verify", "--trusted-pem", "root.pem", "--enabled-key-data", "x509", "metadata.xml"], folder: folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
