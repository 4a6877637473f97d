using SdkNode.Routing.Tracing;
using SdkNode.Testbed.Federation;

namespace SdkNode.Routing.Tests.Tracing;

public sealed class LookupTraceTests(FederationFixture keys)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_step_of_a_good_look_up_is_told_in_order()
    {
        await using var world = await RoutingWorld.StartAsync(keys);

        var trace = await world.Directory.TraceAsync(RoutingWorld.Participant, RoutingWorld.Message, Token);

        Assert.Equal(
            [
                "DNS name of the participant", "DNS answer", "SMP address", "Document types that the SMP lists", "SMP answer", "Signature of the metadata",
                "Signer of the metadata", "Subject of the metadata", "Endpoint", "Receiving access point's certificate", "Encryption certificate", "Signing certificate",
            ],
            trace.Steps.Select(step => step.Title));
        Assert.All(trace.Steps, step => Assert.Equal((LookupState.Ok, null), (step.State, step.Remedy)));
        Assert.False(trace.HasFault);
        Assert.Contains("EEA3JHHIT43GIRU5WTMIALDMOAVUQL3G4MQN2FYLIJVJJSJ2G4HA", trace.Steps[0].Answered, StringComparison.Ordinal);
        Assert.Contains("AP0002-TEST", trace.Steps[9].Asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DnsFault.WrongService, SmpFault.None, "DNS answer")]
    [InlineData(DnsFault.Silent, SmpFault.None, "DNS answer")]
    [InlineData(DnsFault.None, SmpFault.Down, "SMP answer")]
    [InlineData(DnsFault.None, SmpFault.Tampered, "Signature of the metadata")]
    [InlineData(DnsFault.None, SmpFault.SignedByStranger, "Signer of the metadata")]
    [InlineData(DnsFault.None, SmpFault.Incomplete, "Content of the metadata")]
    [InlineData(DnsFault.None, SmpFault.OtherParticipant, "Subject of the metadata")]
    public async Task A_look_up_ends_with_the_step_that_refused_and_what_to_do(DnsFault dns, SmpFault smp, string title)
    {
        await using var world = await RoutingWorld.StartAsync(keys, dns == DnsFault.Silent ? RoutingWorld.Impatient : null);
        (world.Federation.Dns.Fault, world.Federation.Smp.Fault) = (dns, smp);

        var trace = await world.Directory.TraceAsync(RoutingWorld.Participant, RoutingWorld.Message, Token);

        var last = trace.Steps[^1];
        Assert.Equal((title, LookupState.Fault), (last.Title, last.State));
        Assert.NotNull(last.Remedy);
        Assert.Single(trace.Steps, step => step.State == LookupState.Fault);
    }

    [Fact]
    public async Task A_document_type_that_is_not_there_is_told_beside_those_that_are()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Publish(publication => publication with { Documents = [RoutingWorld.Receipt] });

        var trace = await world.Directory.TraceAsync(RoutingWorld.Participant, RoutingWorld.Message, Token);

        Assert.Contains(RoutingWorld.Receipt.ToString(), trace.Steps[3].Answered, StringComparison.Ordinal);
        Assert.Contains("404", trace.Steps[^1].Answered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unusable_certificate_among_good_ones_is_a_warning()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Publish(publication => publication with { Signing = [keys.AccessPoint.Certificate, keys.Signing.Certificate] });

        var trace = await world.Directory.TraceAsync(RoutingWorld.Participant, RoutingWorld.Message, Token);

        Assert.False(trace.HasFault);
        Assert.Equal([LookupState.Warning, LookupState.Ok], trace.Steps.Where(step => step.Title == "Signing certificate").Select(step => step.State));
    }

    [Fact]
    public void Every_kind_of_fault_has_a_remedy() =>
        Assert.All(Enum.GetValues<RoutingFaultKind>(), kind => Assert.NotEmpty(Remedies.For(kind)));
}
