using System.Security.Cryptography.X509Certificates;
using SdkNode.Envelope.Identifiers;
using SdkNode.Security;
using SdkNode.Testbed.Federation;
using SdkNode.Testbed.Pki;

namespace SdkNode.Routing.Tests.CertPub;

public sealed class SignerApprovalTests(FederationFixture keys)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, Rule("DIR-5.3"), Rule("DIR-5.5"), Rule("O2O-4.1"), Rule("O2O-4.2")]
    public async Task Any_trusted_certificate_that_the_sender_publishes_may_sign()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Publish(publication => publication with { Signing = [keys.Signing.Certificate, keys.NewSigning.Certificate] });

        Assert.True((await ApproveAsync(world, keys.Signing.Certificate)).IsOk);
        Assert.True((await ApproveAsync(world, keys.NewSigning.Certificate)).IsOk);
    }

    [Fact, Rule("DIR-5.5", Refuses = true), Rule("O2O-4.2", Refuses = true)]
    public async Task A_certificate_that_the_sender_does_not_publish_for_signing_may_not_sign()
    {
        await using var world = await RoutingWorld.StartAsync(keys);

        Refused(await ApproveAsync(world, keys.NewSigning.Certificate), RoutingFaultKind.SignerNotPublished, retryable: false);
        Refused(await ApproveAsync(world, keys.Encryption.Certificate), RoutingFaultKind.SignerNotPublished, retryable: false);
        world.Publish(publication => publication with { Signing = [] });
        world.Directory.Forget(RoutingWorld.Participant, RoutingWorld.Receipt);
        Refused(await ApproveAsync(world, keys.Signing.Certificate), RoutingFaultKind.NoSigningCertificate, retryable: false);
    }

    [Fact, Rule("O2O-4.1", Refuses = true)]
    public async Task A_published_certificate_that_is_not_trusted_may_not_sign()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        using var revoked = await keys.Pki.O2O.IssueAsync("Region Värmland", null, Token);
        using var expired = await keys.Pki.O2O.IssueAsync("Region Värmland", new IssueOptions { NotBefore = world.Clock.Now.AddDays(-9), NotAfter = world.Clock.Now.AddDays(-1) }, Token);
        keys.Pki.Revoke(revoked.Certificate);
        X509Certificate2[] untrusted = [revoked.Certificate, expired.Certificate, keys.AccessPoint.Certificate];
        world.Publish(publication => publication with { Signing = untrusted });

        foreach (var signer in untrusted)
        {
            Refused(await ApproveAsync(world, signer), RoutingFaultKind.SignerUntrusted, retryable: false);
        }
    }

    [Fact, Rule("DIR-5.6")]
    public async Task A_receipts_signer_is_looked_up_under_the_receipt_type_else_under_the_answered_messages()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Publish(publication => publication with { Documents = [RoutingWorld.Message] });

        Assert.True((await ApproveAsync(world, keys.Signing.Certificate, RoutingWorld.Receipt, RoutingWorld.Message)).IsOk);
        Refused(await ApproveAsync(world, keys.Signing.Certificate, RoutingWorld.Receipt), RoutingFaultKind.ServiceNotRegistered, retryable: false);
        Refused(await ApproveAsync(world, keys.NewSigning.Certificate, RoutingWorld.Receipt, RoutingWorld.Message), RoutingFaultKind.SignerNotPublished, retryable: false);
    }

    [Fact, Rule("DIR-6.2")]
    public async Task A_certificate_published_after_the_metadata_was_kept_is_found_at_once()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        await ApproveAsync(world, keys.Signing.Certificate);
        world.Publish(publication => publication with { Signing = [keys.NewSigning.Certificate] });

        Assert.True((await ApproveAsync(world, keys.NewSigning.Certificate)).IsOk);
    }

    [Theory, Rule("O2O-4.3", Refuses = true)]
    [InlineData(DnsFault.Silent, SmpFault.None)]
    [InlineData(DnsFault.None, SmpFault.Down)]
    [InlineData(DnsFault.None, SmpFault.Tampered)]
    [InlineData(DnsFault.None, SmpFault.SignedByStranger)]
    [InlineData(DnsFault.None, SmpFault.WebPage)]
    [InlineData(DnsFault.None, SmpFault.HttpRedirect)]
    [InlineData(DnsFault.WrongService, SmpFault.None)]
    public async Task An_outage_or_damage_of_a_directory_never_rejects_a_signer(DnsFault dns, SmpFault smp)
    {
        await using var world = await RoutingWorld.StartAsync(keys, dns == DnsFault.Silent ? RoutingWorld.Impatient : null);
        (world.Federation.Dns.Fault, world.Federation.Smp.Fault) = (dns, smp);

        Assert.True((await ApproveAsync(world, keys.NewSigning.Certificate)).Fault!.Retryable);
    }

    [Fact, Rule("O2O-4.3", Refuses = true)]
    public async Task A_signer_whose_revocation_nobody_can_tell_is_not_rejected()
    {
        await using var world = await RoutingWorld.StartAsync(keys, RoutingWorld.WithoutSmpRevocation);
        world.RevocationDown = true;

        Refused(await ApproveAsync(world, keys.Signing.Certificate), RoutingFaultKind.RevocationUnavailable, retryable: true);
    }

    [Fact, Rule("O2O-4.2", Refuses = true)]
    public async Task A_sender_that_is_not_registered_is_definitely_not_there()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Federation.Unpublish(RoutingWorld.Participant);

        Refused(await ApproveAsync(world, keys.Signing.Certificate, RoutingWorld.Receipt, RoutingWorld.Message), RoutingFaultKind.NotRegistered, retryable: false);
    }

    private static ValueTask<Result<X509Certificate2, RoutingFault>> ApproveAsync(RoutingWorld world, X509Certificate2 signer, params DocumentTypeIdentifier[] types) =>
        world.Directory.ApproveSignerAsync(RoutingWorld.Participant, types.Length > 0 ? types : [RoutingWorld.Receipt], signer, Token);

    private static void Refused(Result<X509Certificate2, RoutingFault> approval, RoutingFaultKind kind, bool retryable)
    {
        Assert.False(approval.IsOk);
        Assert.Equal((kind, retryable), (approval.Fault.Kind, approval.Fault.Retryable));
    }
}
