using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;

namespace SdkNode.Routing.Tests;

public sealed class ReceiverDirectoryTests(FederationFixture keys)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, Rule("DIR-4.2"), Rule("DIR-4.3"), Rule("DIR-4.5"), Rule("DIR-4.6"), Rule("DIR-4.7"), Rule("DIR-5.2")]
    public async Task A_published_receiver_is_found_with_address_party_and_certificates()
    {
        await using var world = await RoutingWorld.StartAsync(keys);

        var route = (await world.FindAsync()).Value!;

        Assert.Equal(new Uri("https://ap2.example/as4"), route.Endpoint);
        Assert.Equal("AP0002-TEST", route.PartyId);
        Same(keys.AccessPoint.Certificate, route.AccessPoint);
        Same(keys.Encryption.Certificate, route.Encryption);
        Assert.Null(route.EncryptionFault);
        Assert.Equal("digg-transport-as4-v1_0", route.TransportProfile);
        Assert.Equal(world.Clock.Now + TimeSpan.FromHours(1), route.ValidUntil);
    }

    [Fact, Rule("DIR-4.5", Refuses = true)]
    public async Task An_access_point_certificate_of_another_issuing_authority_is_refused()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Publish(publication => publication with { AccessPoint = keys.Signing.Certificate });

        await world.RefusedAsync(RoutingFaultKind.AccessPointUntrusted, retryable: false);
    }

    [Fact, Rule("DIR-4.5", Refuses = true)]
    public async Task An_access_point_certificate_of_another_authority_under_the_same_root_is_refused()
    {
        using var chains = new SiblingAuthorities();
        await using var world = await RoutingWorld.StartAsync(keys, environment => environment with
        {
            ApTrust = new TrustPolicy { Purpose = "AP", Anchors = [chains.Root], Issuers = [chains.Right], Intermediates = [chains.Sibling], Revocation = RevocationPolicy.Off },
        });
        world.Publish(publication => publication with { AccessPoint = chains.IssuedByRight });
        Assert.True((await world.FindAsync()).IsOk);

        world.Publish(publication => publication with { AccessPoint = chains.IssuedBySibling });
        world.Directory.Forget(RoutingWorld.Participant, RoutingWorld.Message);
        await world.RefusedAsync(RoutingFaultKind.AccessPointUntrusted, retryable: false);
    }

    [Fact, Rule("DIR-4.6", Refuses = true)]
    public async Task An_expired_or_revoked_access_point_is_refused_before_anything_is_sent()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        using var expired = await keys.Pki.Ap.IssueAsync("AP0002-TEST", new IssueOptions { NotBefore = world.Clock.Now.AddDays(-9), NotAfter = world.Clock.Now.AddDays(-1) }, Token);
        world.Publish(publication => publication with { AccessPoint = expired.Certificate });
        await world.RefusedAsync(RoutingFaultKind.AccessPointUntrusted, retryable: false);

        using var revoked = await keys.Pki.Ap.IssueAsync("AP0002-TEST", null, Token);
        keys.Pki.Revoke(revoked.Certificate);
        world.Publish(publication => publication with { AccessPoint = revoked.Certificate });
        await world.RefusedAsync(RoutingFaultKind.AccessPointUntrusted, retryable: false);
    }

    [Fact, Rule("O2O-4.3", Refuses = true)]
    public async Task An_access_point_whose_revocation_nobody_can_tell_is_an_outage()
    {
        await using var world = await RoutingWorld.StartAsync(keys, RoutingWorld.WithoutSmpRevocation);
        world.RevocationDown = true;

        await world.RefusedAsync(RoutingFaultKind.RevocationUnavailable, retryable: true);
    }

    [Fact, Rule("DIR-5.4")]
    public async Task Of_several_encryption_certificates_the_valid_one_with_the_latest_beginning_is_used()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        using var coming = await keys.Pki.O2O.IssueAsync("Region Värmland", new IssueOptions { NotBefore = world.Clock.Now.AddDays(1) }, Token);
        world.Publish(publication => publication with { Encryption = [keys.Encryption.Certificate, coming.Certificate, keys.NewEncryption.Certificate] });

        Same(keys.NewEncryption.Certificate, (await world.FindAsync()).Value!.Encryption);
    }

    [Fact, Rule("DIR-5.4")]
    public async Task A_revoked_encryption_certificate_gives_way_to_the_one_before_it()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        using var revoked = await keys.Pki.O2O.IssueAsync("Region Värmland", null, Token);
        keys.Pki.Revoke(revoked.Certificate);
        world.Publish(publication => publication with { Encryption = [revoked.Certificate, keys.Encryption.Certificate] });

        Same(keys.Encryption.Certificate, (await world.FindAsync()).Value!.Encryption);
    }

    [Fact, Rule("DIR-5.2", Refuses = true)]
    public async Task Without_a_usable_encryption_certificate_the_route_says_why_there_is_none()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Publish(publication => publication with { Encryption = [] });
        await NoEncryptionAsync(world, RoutingFaultKind.NoEncryptionCertificate, retryable: false);

        world.Publish(publication => publication with { Encryption = [keys.AccessPoint.Certificate] });
        await NoEncryptionAsync(world, RoutingFaultKind.NoEncryptionCertificate, retryable: false);
    }

    [Fact, Rule("O2O-4.3", Refuses = true)]
    public async Task An_encryption_certificate_whose_revocation_nobody_can_tell_is_an_outage()
    {
        static RoutingEnvironment OnlyO2O(RoutingEnvironment environment) =>
            RoutingWorld.WithoutSmpRevocation(environment) with { ApTrust = environment.ApTrust with { Revocation = RevocationPolicy.Off } };
        await using var world = await RoutingWorld.StartAsync(keys, OnlyO2O);
        world.RevocationDown = true;

        await NoEncryptionAsync(world, RoutingFaultKind.RevocationUnavailable, retryable: true);
    }

    [Fact, Rule("DIR-5.1")]
    public async Task The_signing_certificates_are_those_published_and_inside_their_dates()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        using var coming = await keys.Pki.O2O.IssueAsync("Region Värmland", new IssueOptions { NotBefore = world.Clock.Now.AddDays(1) }, Token);
        world.Publish(publication => publication with { Signing = [keys.Signing.Certificate, coming.Certificate, keys.NewSigning.Certificate] });

        var published = (await world.Directory.SigningCertificatesAsync(RoutingWorld.Participant, RoutingWorld.Receipt, Token)).Value!;

        Assert.Equal([keys.Signing.Certificate.Thumbprint, keys.NewSigning.Certificate.Thumbprint], published.Select(certificate => certificate.Thumbprint));
    }

    [Fact, Rule("DIR-5.1", Refuses = true)]
    public async Task A_participant_without_signing_certificates_is_told_as_such()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Publish(publication => publication with { Signing = [] });

        var published = await world.Directory.SigningCertificatesAsync(RoutingWorld.Participant, RoutingWorld.Receipt, Token);

        Assert.Equal(RoutingFaultKind.NoSigningCertificate, published.Fault!.Kind);
    }

    private static async Task NoEncryptionAsync(RoutingWorld world, RoutingFaultKind kind, bool retryable)
    {
        world.Directory.Forget(RoutingWorld.Participant, RoutingWorld.Message);
        var route = (await world.FindAsync()).Value!;
        Assert.Null(route.Encryption);
        Assert.Equal((kind, retryable), (route.EncryptionFault!.Kind, route.EncryptionFault.Retryable));
    }

    private static void Same(X509Certificate2 expected, X509Certificate2? actual) => Assert.Equal(expected.Thumbprint, actual?.Thumbprint);
}
