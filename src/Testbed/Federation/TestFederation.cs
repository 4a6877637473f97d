using SdkNode.Envelope.Identifiers;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;

namespace SdkNode.Testbed.Federation;

/// <summary>
/// The central services of a federation on the loopback: a DNS that names the SMP of every published participant, and an SMP
/// that signs its metadata with a certificate of the development PKI, and an address book. Base of <c>sdknode demo</c> and of the tests.
/// </summary>
public sealed class TestFederation : IAsyncDisposable
{
    private readonly PublicationRegister _register;
    private readonly KeyPair? _issued;

    private TestFederation(PublicationRegister register, KeyPair? issued, SmpServer smp, AddressBookServer addressBook, TestFederationOptions options)
    {
        (_register, _issued, Smp, AddressBook, SmlZone) = (register, issued, smp, addressBook, options.SmlZone);
        Dns = new DnsServer(register, smp.Address, options.DnsTimeToLive);
    }

    /// <summary>The zone that participants are registered in.</summary>
    public string SmlZone { get; }

    /// <summary>The name server.</summary>
    public DnsServer Dns { get; }

    /// <summary>The SMP.</summary>
    public SmpServer Smp { get; }

    /// <summary>The address book.</summary>
    public AddressBookServer AddressBook { get; }

    /// <summary>Starts DNS, SMP and address book, with nobody published.</summary>
    public static async Task<TestFederation> StartAsync(DevelopmentPki pki, TestFederationOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pki);
        ArgumentNullException.ThrowIfNull(options);
        var register = new PublicationRegister(options.SmlZone);
        var issued = options.SmpKey is null ? await pki.Smp.IssueAsync(options.SmpName, null, cancellationToken) : null;
        var signer = options.SmpKey ?? issued!;
        var smp = await SmpServer.StartAsync(register, signer, () => pki.Ap.Issue(options.SmpName), cancellationToken);
        return new TestFederation(register, issued, smp, await AddressBookServer.StartAsync(register, cancellationToken), options);
    }

    /// <summary>Publishes a participant in DNS and SMP, and in the address book when it has a name; instead of what was published of it before.</summary>
    public void Publish(ParticipantPublication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        _register.Set(publication);
    }

    /// <summary>Takes a participant out of DNS, SMP and address book; false when it was not published.</summary>
    public bool Unpublish(ParticipantIdentifier participant) => _register.Remove(participant);

    /// <summary>Stops the servers.</summary>
    public async ValueTask DisposeAsync()
    {
        await Dns.DisposeAsync();
        await Smp.DisposeAsync();
        await AddressBook.DisposeAsync();
        _issued?.Dispose();
    }
}
