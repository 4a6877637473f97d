using System.Text;
using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.Smp;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;
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
        world.Publish(publication => publication with { Participant = ParticipantIdentifier.Parse("0203:RegionVarmland.example").Value! });

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
        world.RevocationDown = true;

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

    [Fact, Rule("DIR-3.2")]
    public async Task A_canonicalisation_transform_is_accepted_by_default()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Federation.Smp.Form = EnvelopedForm.WithCanonicalization;

        Assert.True((await world.FindAsync()).IsOk);
    }

    [Fact, Rule("DIR-3.2", Refuses = true)]
    public async Task A_canonicalisation_transform_is_refused_where_the_environment_says_so()
    {
        await using var world = await RoutingWorld.StartAsync(keys, environment => environment with { AllowExtraC14NTransform = false });
        Assert.True((await world.FindAsync()).IsOk);
        world.Federation.Smp.Form = EnvelopedForm.WithCanonicalization;
        world.Directory.Forget(RoutingWorld.Participant, RoutingWorld.Message);

        await world.RefusedAsync(RoutingFaultKind.MetadataSignature, retryable: false);
    }

    [Theory, Rule("DIR-3.3", Refuses = true), Rule("DIR-3.4", Refuses = true)]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#rsa-sha1")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#hmac-sha1")]
    [InlineData("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1")]
    [InlineData("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xpath-19991116")]
    [InlineData("URI=\"\"", "URI=\"#part\"")]
    [InlineData("URI=\"\"", "")]
    public async Task A_signature_of_another_form_is_refused(string named, string instead)
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        using var http = new HttpClient();
        var metadata = await http.GetStringAsync(SmpUrl.ServiceMetadata(world.Federation.Smp.Address, RoutingWorld.Participant, RoutingWorld.Message), Token);
        Assert.Contains(named, metadata, StringComparison.Ordinal);
        var changed = XmlTree.Parse(Encoding.UTF8.GetBytes(metadata.Replace(named, instead, StringComparison.Ordinal)), XmlLimits.Header).Value!;

        var verified = await new MetadataVerifier(world.Environment, world.Certificates).VerifyAsync(changed, null, Token);

        Assert.Equal(RoutingFaultKind.MetadataSignature, verified.Fault!.Kind);
    }
}
