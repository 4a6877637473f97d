using SdkNode.Routing.CertPub;
using SdkNode.Routing.Smp;

namespace SdkNode.Routing.Tests.Smp;

public sealed class EndpointSelectionTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SchemedIdentifier Process = new("urn:fdc:digg.se:edelivery:process", "bdx:noprocess");
    private static readonly string[] Profiles = ["digg-transport-as4-v1_2", "digg-transport-as4-v1_0"];

    [Fact, Rule("DIR-4.2"), Rule("ID-9.1")]
    public void The_best_of_the_accepted_profiles_is_taken_whatever_the_order_of_the_metadata()
    {
        var chosen = Choose(Endpoint("digg-transport-as4-v1_0"), Endpoint("digg-transport-as4-v1_2"), Endpoint("other"));

        Assert.Equal("digg-transport-as4-v1_2", chosen.Value!.TransportProfile);
    }

    [Fact, Rule("DIR-4.2"), Rule("DIR-4.3")]
    public void A_worse_profile_that_is_active_goes_before_a_better_one_that_is_not()
    {
        var chosen = Choose(Endpoint("digg-transport-as4-v1_2") with { Activation = Now.AddSeconds(1) }, Endpoint("digg-transport-as4-v1_0"));

        Assert.Equal("digg-transport-as4-v1_0", chosen.Value!.TransportProfile);
    }

    [Fact, Rule("DIR-4.2", Refuses = true)]
    public void Another_process_is_not_ours() =>
        Refused(RoutingFaultKind.NoProcess, Endpoint("digg-transport-as4-v1_0") with { Process = Process with { Value = "bdx:other" } });

    [Fact, Rule("ID-9.1", Refuses = true)]
    public void A_profile_that_the_environment_does_not_accept_is_not_used() => Refused(RoutingFaultKind.NoEndpoint, Endpoint("peppol-transport-as4-v2_0"));

    [Fact, Rule("DIR-4.3", Refuses = true)]
    public void An_endpoint_is_used_from_its_activation_until_before_its_expiration()
    {
        var endpoint = Endpoint("digg-transport-as4-v1_0");
        Refused(RoutingFaultKind.EndpointNotActive, endpoint with { Activation = Now.AddSeconds(1) });
        Refused(RoutingFaultKind.EndpointNotActive, endpoint with { Expiration = Now });
        Assert.True(Choose(endpoint with { Activation = Now, Expiration = Now.AddSeconds(1) }).IsOk);
    }

    [Theory, Rule("AS4-SEC-5.1", Refuses = true)]
    [InlineData("http://ap.example/as4")]
    [InlineData("ap.example")]
    [InlineData("")]
    [InlineData("https://user@ap.example/")]
    public void An_endpoint_must_be_an_https_address(string address) => Assert.Equal(
        RoutingFaultKind.EndpointNotHttps,
        EndpointSelection.Address(Endpoint("digg-transport-as4-v1_0") with { Address = address }).Fault!.Kind);

    private static ServiceEndpoint Endpoint(string profile) => new(Process, profile, "https://ap.example/as4", null, null, null);

    private static void Refused(RoutingFaultKind kind, params ServiceEndpoint[] endpoints)
    {
        var fault = Choose(endpoints).Fault!;
        Assert.Equal(kind, fault.Kind);
        Assert.False(fault.Retryable);
    }

    private static Security.Result<ServiceEndpoint, RoutingFault> Choose(params ServiceEndpoint[] endpoints) => EndpointSelection.Choose(
        new ServiceMetadata(new SchemedIdentifier("s", "p"), new SchemedIdentifier("s", "d"), endpoints, new CertificatePublication([], [], 0)), Profiles, Now);
}
