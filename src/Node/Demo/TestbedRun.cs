using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Demo;

/// <summary>
/// A "qa" environment on this machine for somebody who sets up a node: authorities, SMP, DNS, address book, a portal that issues and
/// registers, and a partner that answers. What the federation's operator would publish lies in a folder.
/// </summary>
internal sealed class TestbedRun : IAsyncDisposable
{
    private const string Variables = "testbed.sh";

    private static readonly DemoParty s_partner = DemoParty.RegionVarmland with { PartyId = "AP0002-SDK-QA" };

    private readonly DemoServices _services;
    private readonly OperatorPortal _portal;
    private readonly DemoNode _partner;
    private readonly string _folder;

    private TestbedRun(DemoServices services, OperatorPortal portal, string folder)
    {
        (_services, _portal, _folder) = (services, portal, folder);
        _partner = new DemoNode(s_partner, Path.Combine(folder, "partner"), services, new WireCapture(null), settings => settings["Environments"]![0]!["Federation"] = "urn:fdc:digg.se:edelivery:federation:sdk");
    }

    /// <summary>The portal's address.</summary>
    public Uri Portal => _portal.Address;

    /// <summary>Starts everything and writes the folder; the file with the variables comes last, when all else is there.</summary>
    public static async Task<TestbedRun> StartAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var services = await DemoServices.StartAsync(new DevelopmentPkiOptions { Environment = "QA" }, cancellationToken);
        var run = new TestbedRun(services, await OperatorPortal.StartAsync(services, cancellationToken), Path.GetFullPath(folder));
        try
        {
            await run._partner.StartAsync(cancellationToken);
            await run.WriteAsync(cancellationToken);
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }

        return run;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        File.Delete(Path.Combine(_folder, Variables));
        await _partner.DisposeAsync();
        await _portal.DisposeAsync();
        await _services.DisposeAsync();
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var published = new StringBuilder();
        foreach (var (name, authority) in new[] { ("ap", _services.Pki.Ap), ("smp", _services.Pki.Smp), ("tls", _services.Pki.Tls), ("o2o", _services.Pki.O2O) })
        {
            X509Certificate2[] chain = [authority.Root, .. authority.Issuing.Thumbprint == authority.Root.Thumbprint ? Array.Empty<X509Certificate2>() : [authority.Issuing]];
            await File.WriteAllTextAsync(Path.Combine(_folder, $"{name}.pem"), string.Concat(chain.Select(certificate => certificate.ExportCertificatePem() + "\n")), cancellationToken);
            published.Append(CultureInfo.InvariantCulture, $"{name.ToUpperInvariant()}_FINGERPRINTS='{string.Join(' ', chain.Select(certificate => certificate.GetCertHashString(HashAlgorithmName.SHA256)))}'\n");
        }

        published.Append(CultureInfo.InvariantCulture, $"ZONE='{_services.Zone}'\nNAME_SERVER='{_services.NameServer}'\nADDRESS_BOOK='{_services.Federation.AddressBook.Address}'\nPORTAL='{_portal.Address.AbsoluteUri.TrimEnd('/')}'\n");
        published.Append(CultureInfo.InvariantCulture, $"PARTNER='{s_partner.Participant}'\nPARTNER_FUNCTION='{s_partner.Function}'\n");

        // The testbed's certificates are of an authority that anybody can have made.
        published.Append("export DOTNET_ENVIRONMENT=Development\n");
        var draft = Path.Combine(_folder, Variables + ".tmp");
        await File.WriteAllTextAsync(draft, published.ToString(), cancellationToken);
        File.Move(draft, Path.Combine(_folder, Variables), overwrite: true);
    }
}
