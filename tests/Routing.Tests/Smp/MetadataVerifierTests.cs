using SdkNode.Testbed.Federation;
using SdkNode.Testbed.Pki;

namespace SdkNode.Routing.Tests.Smp;

public sealed class MetadataVerifierTests(FederationFixture keys)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SmpFault.Tampered, RoutingFaultKind.MetadataSignature)]
    [InlineData(SmpFault.NoSignature, RoutingFaultKind.MetadataSignature)]
    [InlineData(SmpFault.SignedByStranger, RoutingFaultKind.MetadataSigner)]
    [InlineData(SmpFault.OtherParticipant, RoutingFaultKind.WrongParticipant)]
    [InlineData(SmpFault.OtherDocumentType, RoutingFaultKind.WrongDocumentType)]
    [Rule("DIR-3.4", Refuses = true), Rule("DIR-3.5", Refuses = true), Rule("DIR-3.7", Refuses = true), Rule("DIR-4.1", Refuses = true)]
    public async Task Metadata_that_is_not_the_SMPs_word_about_the_question_is_refused_and_not_kept(SmpFault cause, RoutingFaultKind kind)
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Federation.Smp.Fault = cause;
        await world.RefusedAsync(kind, retryable: false);
        await world.RefusedAsync(kind, retryable: false);
        world.Federation.Smp.Fault = SmpFault.None;

        Assert.True((await world.FindAsync()).IsOk);
        Assert.True(world.Federation.Smp.Requests >= 3);
    }

    [Fact, Rule("DIR-3.1"), Rule("DIR-3.5"), Rule("DIR-4.1")]
    public async Task Metadata_signed_by_the_SMP_about_the_question_is_taken()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Publish(publication => publication with { Participant = Envelope.Identifiers.ParticipantIdentifier.Parse("0203:RegionVarmland.example").Value! });

        Assert.True((await world.FindAsync()).IsOk);
    }

    [Fact, Rule("DIR-3.5", Refuses = true)]
    public async Task An_SMP_whose_certificate_has_expired_is_refused()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        var now = world.Clock.Now;
        using var expired = await keys.Pki.Smp.IssueAsync("SMP0001-TEST", new IssueOptions { NotBefore = now.AddDays(-9), NotAfter = now.AddDays(-1) }, Token);
        world.Federation.Smp.Signer = expired;

        await world.RefusedAsync(RoutingFaultKind.MetadataSigner, retryable: false);
    }

    [Theory, Rule("DIR-3.6", Refuses = true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task An_SMP_whose_certificate_is_revoked_is_refused(bool crl, bool ocsp)
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        using var revoked = await keys.Pki.Smp.IssueAsync("SMP0001-TEST", new IssueOptions { NamesCrl = crl, NamesOcsp = ocsp }, Token);
        keys.Pki.Revoke(revoked.Certificate);
        world.Federation.Smp.Signer = revoked;

        await world.RefusedAsync(RoutingFaultKind.MetadataSigner, retryable: false);
    }

    [Fact, Rule("O2O-4.3", Refuses = true)]
    public async Task An_SMP_whose_revocation_nobody_can_tell_is_an_outage()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        using var silent = await keys.Pki.Smp.IssueAsync("SMP0001-TEST", new IssueOptions { NamesCrl = false, NamesOcsp = false }, Token);
        world.Federation.Smp.Signer = silent;

        await world.RefusedAsync(RoutingFaultKind.RevocationUnavailable, retryable: true);
    }

    [Fact, Rule("DIR-3.5")]
    public async Task Any_SMP_of_the_environment_will_do()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        using var second = await keys.Pki.Smp.IssueAsync("SMP0002-TEST", null, Token);
        world.Federation.Smp.Signer = second;

        Assert.True((await world.FindAsync()).IsOk);
    }
}
